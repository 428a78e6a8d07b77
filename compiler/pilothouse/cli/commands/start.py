"""`pilothouse start`: start an execution."""

from __future__ import annotations

import click

from pilothouse.cli.steering import report, watching
from pilothouse.cli.target import Target, json_option, with_target


@click.command
@json_option
@with_target
def command(target: Target, *, as_json: bool) -> None:
    """Start a pipeline execution.

    It runs with the latest revision of the source.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse start main
    """
    name = target.pipeline.name
    execution = target.account.executions.start(target.pipeline.real_name)
    said = f"{name} started execution {execution}; follow it: {watching(target, execution)}"
    report(target, "start", said, as_json=as_json, execution=execution)
