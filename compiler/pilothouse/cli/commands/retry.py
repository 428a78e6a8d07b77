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
@with_target
@click.option("--stage", default="", metavar="NAME", help="Which one: a stage or an environment.")
@json_option
def command(target: Target, stage: str, *, as_json: bool) -> None:
    """Run the failed actions of a stage again, with the revision that they failed with.

    NAME is a pipeline's name or its real name in AWS; without it, the only one is meant.
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
        raise CommandError(f"several stages of {name} have failed", f"name one with --stage: {stages}")
    what = f'no stage "{wanted}"' if wanted else "no stage"
    raise CommandError(
        f"{what} of {name} has failed", f"see how it stands: pilothouse status {name}", exits.ENVIRONMENT
    )
