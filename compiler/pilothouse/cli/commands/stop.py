"""`pilothouse stop`: stop an execution."""

from __future__ import annotations

import click

from pilothouse.aws.choose import executions_named
from pilothouse.aws.ports.executions import Execution
from pilothouse.aws.status import LOOKED_AT
from pilothouse.cli import exits
from pilothouse.cli.errors import CommandError, some_of
from pilothouse.cli.executions import execution_option
from pilothouse.cli.steering import report
from pilothouse.cli.target import Target, json_option, with_target


@click.command
@execution_option
@click.option(
    "--abandon", "abandons", is_flag=True, help="Stop immediately, without waiting for running actions."
)
@click.option(
    "--reason", default="", metavar="TEXT", help="Reason stored with the execution, up to 200 characters."
)
@json_option
@with_target
def command(target: Target, execution: str, reason: str, *, abandons: bool, as_json: bool) -> None:
    """Stop a pipeline execution after its running actions finish.

    Without --execution, stops the only running execution.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse stop main
      pilothouse stop main --abandon --reason "Wrong branch"
    """
    running = _running(target, execution, abandons=abandons)
    target.account.executions.stop(target.pipeline.real_name, running.id, reason, abandon=abandons)
    how = (
        "is stopped; operations started by its actions continue"
        if abandons
        else "stops after its running actions finish"
    )
    said = f"execution {running.id} of {target.pipeline.name} {how}"
    report(target, "stop", said, as_json=as_json, execution=running.id, reason=reason)


def _running(target: Target, wanted: str, *, abandons: bool) -> Execution:
    """Find the execution: one that is already stopping can still be abandoned."""
    stoppable = ("InProgress", "Stopping") if abandons else ("InProgress",)
    latest = target.account.executions.latest(target.pipeline.real_name, LOOKED_AT)
    running = [one for one in latest if one.status in stoppable]
    found = executions_named(running, wanted)
    name = target.pipeline.name
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(
            f"several executions of {name} are running",
            f"choose one with --execution: {some_of([one.id for one in found])}",
        )
    what = f'no execution "{wanted}"' if wanted else "no execution"
    hint = f"running: {some_of([one.id for one in running])}" if running else "there is nothing to stop"
    raise CommandError(f"{what} of {name} runs", hint, exits.ENVIRONMENT)
