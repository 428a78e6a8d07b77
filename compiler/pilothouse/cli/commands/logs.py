"""`pilothouse logs`: the build log of an action."""

from __future__ import annotations

import click

from pilothouse.aws.build_log import build_log, follow_build, read_build
from pilothouse.aws.choose import runs_named
from pilothouse.aws.clock import SystemClock
from pilothouse.aws.ports.definitions import PipelineDefinition
from pilothouse.aws.ports.executions import ActionRun, Execution
from pilothouse.cli import exits
from pilothouse.cli.errors import CommandError
from pilothouse.cli.executions import execution_option, find_execution
from pilothouse.cli.target import Target, json_option, with_target
from pilothouse.cli.terminal import tell, write_document, write_text
from pilothouse.render.log_text import log_json, log_line_text


@click.command
@click.option(
    "--action", "wanted", default="", metavar="NAME", help="Name of an action, stage or environment."
)
@execution_option
@click.option("-f", "--follow", "follows", is_flag=True, help="Follow the log until the build finishes.")
@click.option("--time", "with_time", is_flag=True, help="Start each line with its time, in UTC.")
@json_option
@with_target
def command(
    target: Target, wanted: str, execution: str, *, follows: bool, with_time: bool, as_json: bool
) -> None:
    """Print the log of a CodeBuild action.

    Without --action, prints the log of the failed action, or else of the running one. Without --execution,
    looks at the latest execution.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse logs main
      pilothouse logs main --action Build --follow
    """
    if follows and as_json:
        raise click.UsageError("--follow and --json cannot be combined")
    run = _run(target, find_execution(target, execution), wanted)
    if follows:
        lines = follow_build(target.account, run.external_id, SystemClock())
    else:
        build = read_build(target.account, run.external_id)
        lines = build_log(target.account, build)
        if as_json:
            write_document(log_json(run, build, lines))
            return
    tell(f"{run.action} in {run.stage}, build {run.external_id}")
    for line in lines:
        write_text(f"{log_line_text(line, with_time=with_time)}\n")


def _run(target: Target, execution: Execution, wanted: str) -> ActionRun:
    """Choose the run of an action that has a log."""
    pipeline = target.pipeline.real_name
    definition = target.account.definitions.get(pipeline)
    runs = runs_named(target.account.executions.actions(pipeline, execution.id), "")
    logged = [run for run in runs if run.external_id and _provider(definition, run) == "CodeBuild"]
    found = runs_named(logged, wanted)
    for status in ("Failed", "InProgress"):
        found = tuple(run for run in found if run.status == status) or found
        if len(found) == 1:
            return found[0]
    names = ", ".join(run.action for run in reversed(logged))
    if found:
        raise CommandError("several actions have a log", f"choose one with --action: {names}")
    what = f'no action "{wanted}"' if wanted else "no action"
    listed = f"actions with a log: {names}" if names else "only CodeBuild actions have one"
    raise CommandError(f"{what} of execution {execution.id[:8]} has a log", listed, exits.ENVIRONMENT)


def _provider(definition: PipelineDefinition, run: ActionRun) -> str:
    action = definition.action(run.stage, run.action)
    return action.provider if action else ""
