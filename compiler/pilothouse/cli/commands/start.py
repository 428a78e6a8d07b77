"""`pilothouse start`: begin an execution."""

from __future__ import annotations

import click

from pilothouse.cli.steering import report, watching
from pilothouse.cli.target import Target, json_option, with_target


@click.command
@with_target
@json_option
def command(target: Target, *, as_json: bool) -> None:
    """Begin an execution of a pipeline with the newest revision of its source.

    NAME is a pipeline's name or its real name in AWS; without it, the only one is meant.
    """
    name = target.pipeline.name
    execution = target.account.executions.start(target.pipeline.real_name)
    said = f"{name} began execution {execution}; follow it: {watching(target, execution)}"
    report(target, "start", said, as_json=as_json, execution=execution)
