"""`pilothouse retry`: run the failed actions of a stage again."""

from __future__ import annotations

import click

from pilothouse.aws.choose import failed_stages
from pilothouse.aws.ports.pipelines import StageState
from pilothouse.aws.status import Status, read_status
from pilothouse.cli import exits
from pilothouse.cli.errors import CommandError
from pilothouse.cli.steering import report, watching
from pilothouse.cli.target import Target, json_option, with_target


@click.command
@click.option(
    "--stage", default="", metavar="NAME", help="Name of the stage or environment, if several have failed."
)
@json_option
@with_target
def command(target: Target, stage: str, *, as_json: bool) -> None:
    """Retry the failed actions of a stage.

    They run again with the same revision.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse retry main
      pilothouse retry main --stage prod
    """
    name = target.pipeline.name
    failed = _failed(read_status(target.account, target.pipeline), stage)
    execution = target.account.executions.retry(target.pipeline.real_name, failed.name, failed.execution)
    said = f"{failed.name} of {name} runs again; follow it: {watching(target, execution)}"
    report(target, "retry", said, as_json=as_json, stage=failed.name, execution=execution)


def _failed(status: Status, wanted: str) -> StageState:
    failed = failed_stages(status.stages, wanted)
    if len(failed) == 1:
        return failed[0]
    name = status.pipeline.name
    if failed:
        stages = ", ".join(one.name for one in failed)
        raise CommandError(f"several stages of {name} have failed", f"choose one with --stage: {stages}")
    what = f'no stage "{wanted}"' if wanted else "no stage"
    raise CommandError(f"{what} of {name} has failed", f"see: pilothouse status {name}", exits.ENVIRONMENT)
