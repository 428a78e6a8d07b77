"""A connection's handshake: the pipeline can't start until a person has given AWS access to its code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pilothouse.aws.clock import Clock, poll
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.connections import Connection, Connections
from pilothouse.aws.ports.pipelines import Pipelines, StageState
from pilothouse.aws.ports.stacks import StackResource

OUTPUT = "PipelineConnectionARN"
SOURCE_STAGE = "Source"

_PAUSE = 5.0  # seconds
_PIPELINE = ("Pipeline", "AWS::CodePipeline::Pipeline")


def await_connection(
    connections: Connections, connection: Connection, limit: float, clock: Clock
) -> Iterator[Connection]:
    """Yield a connection at each check until it is available, for `limit` seconds at most.

    Raises AwsError if it fails, or if nobody completes the handshake in time.
    """
    for number, _ in enumerate(poll(clock, _PAUSE, limit)):
        connection = connections.get(connection.arn) if number else connection
        yield connection
        if connection.status == "AVAILABLE":
            return
        if connection.status == "ERROR":
            break
    raise _unfinished(connection, limit)


def _unfinished(connection: Connection, limit: float) -> AwsError:
    failed = connection.status == "ERROR"
    return AwsError(
        Fault.FAILED if failed else Fault.TIMED_OUT,
        f"use connection {connection.name}",
        "its status is ERROR" if failed else f"it was still pending after {limit / 60:g} minutes",
        help="complete its handshake in the console, then run the command again: the pipeline is deployed",
    )


@dataclass(frozen=True, slots=True)
class Live:
    """A deployed pipeline: its name in AWS and its connection's ARN, empty if it has none.

    `source` is the state of its source stage, None if that isn't known yet.
    """

    pipeline: str
    connection: str
    source: StageState | None = None


def pipeline_in(resources: Iterable[StackResource]) -> str:
    """Return the name in AWS of a stack's pipeline, empty if it has none."""
    return next((one.physical_id for one in resources if (one.logical_id, one.type) == _PIPELINE), "")


def read_source(pipelines: Pipelines, pipeline: str) -> StageState | None:
    """Return the state of a pipeline's source stage, None if it has none. Raises AwsError."""
    return next((stage for stage in pipelines.stages(pipeline) if stage.name == SOURCE_STAGE), None)


def wants_connection(source: StageState | None, *, is_new: bool) -> bool:
    """Whether a source stage failed because of its connection.

    Without `waited`, only if the failure names the connection; an interrupted earlier run may have left it
    so.
    """
    if source is None or source.status != "Failed":
        return False
    return is_new or any("connection" in action.message.lower() for action in source.actions)
