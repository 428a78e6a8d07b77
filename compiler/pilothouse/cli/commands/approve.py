"""`pilothouse approve`: answer a manual approval."""

from __future__ import annotations

import click

from pilothouse.cli.approval import action_option, answer, comment_option
from pilothouse.cli.steering import yes_option
from pilothouse.cli.target import Target, json_option, with_target


@click.command
@action_option
@comment_option
@yes_option
@json_option
@with_target
def command(target: Target, wanted: str, comment: str, *, is_sure: bool, as_json: bool) -> int:
    """Approve the pending manual approval.

    The pipeline execution continues.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse approve main
      pilothouse approve main --comment "Release 2.4" --yes
    """
    return answer(target, wanted, comment, approved=True, is_sure=is_sure, as_json=as_json)
