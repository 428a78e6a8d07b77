"""`pilothouse reject`: answer a manual approval."""

from __future__ import annotations

import click

from pilothouse.cli.approval import action_option, answer, comment_option
from pilothouse.cli.steering import yes_option
from pilothouse.cli.target import Target, json_option, with_target


@click.command
@with_target
@action_option
@comment_option
@yes_option
@json_option
def command(target: Target, wanted: str, comment: str, *, is_sure: bool, as_json: bool) -> int:
    """Reject the manual approval that waits: the execution fails there.

    NAME is a pipeline's name or its real name in AWS; without it, the only one is meant.
    """
    return answer(target, wanted, comment, approved=False, is_sure=is_sure, as_json=as_json)
