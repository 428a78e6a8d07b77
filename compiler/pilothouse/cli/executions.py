"""The execution given by `--execution`."""

from __future__ import annotations

import re

import click

from pilothouse.aws.choose import executions_named
from pilothouse.aws.ports.executions import Execution
from pilothouse.aws.status import LOOKED_AT
from pilothouse.cli import exits
from pilothouse.cli.errors import CommandError, some_of
from pilothouse.cli.target import Target

execution_option = click.option(
    "--execution", default="", metavar="ID", help="Execution ID, or a unique prefix of it."
)
_WHOLE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # botocore: PipelineExecutionId


def is_whole(execution: str) -> bool:
    """Whether a text is the whole ID of an execution, which is valid even before AWS lists it."""
    return _WHOLE.fullmatch(execution) is not None


def find_execution(target: Target, wanted: str) -> Execution:
    """Find the execution with that ID or prefix, or the newest. Raises CommandError, AwsError."""
    count = LOOKED_AT if wanted else 1
    found = executions_named(target.account.executions.latest(target.pipeline.real_name, count), wanted)
    name = target.pipeline.name
    if len(found) == 1:
        return found[0]
    if found:
        raise CommandError(
            f'{len(found)} executions of {name} start with "{wanted}"',
            f"these: {some_of([one.id for one in found])}",
        )
    what = f'{name} has no execution "{wanted}"' if wanted else f"{name} has never run"
    raise CommandError(what, f"see: pilothouse status {name}", exits.ENVIRONMENT)
