"""A connection's handshake: until a person has allowed AWS into the repository, the pipeline can't begin."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.aws.clock import Clock
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.connections import Connection, Connections
from pilothouse.aws.ports.pipelines import Pipelines, StageState
from pilothouse.aws.ports.stacks import Stacks

OUTPUT = "PipelineConnectionARN"
SOURCE_STAGE = "Source"

_PAUSE = 5.0  # seconds
_PIPELINE = ("Pipeline", "AWS::CodePipeline::Pipeline")


def await_connection(connections: Connections, arn: str, limit: float, clock: Clock) -> Iterator[Connection]:
    """Yield a connection at each look until it is available, for `limit` seconds at most.

    Raises AwsError if it fails, or if nobody finishes the handshake in time.
    """
    end = clock.now() + limit
    while True:
        connection = connections.get(arn)
        yield connection
        if connection.status == "AVAILABLE":
            return
        if connection.status == "ERROR" or clock.now() >= end:
            raise _unfinished(connection, limit)
        clock.sleep(_PAUSE)


def _unfinished(connection: Connection, limit: float) -> AwsError:
    failed = connection.status == "ERROR"
    return AwsError(
        Fault.FAILED if failed else Fault.TIMED_OUT,
        f"use the connection {connection.name}",
        "AWS says that it has failed" if failed else f"it was still pending after {limit / 60:g} minutes",
        help="finish its handshake in the console, then run the command again: the pipeline is deployed",
    )


def pipeline_of(stacks: Stacks, stack: str) -> str:
    """Return the real name of a stack's pipeline, empty if it has none."""
    resources = stacks.resources(stack)
    return next((one.physical_id for one in resources if (one.logical_id, one.type) == _PIPELINE), "")


def retry_source(pipelines: Pipelines, pipeline: str, *, waited: bool) -> bool:
    """Begin a pipeline that could not begin for want of its connection; return whether it was.

    If nobody waited just now, only where the failure says so: a run that was ended while it waited left it.
    """
    source = next((stage for stage in pipelines.stages(pipeline) if stage.name == SOURCE_STAGE), None)
    if source is None or source.status != "Failed" or not (waited or _wants_connection(source)):
        return False
    pipelines.retry(pipeline, source.name, source.execution)
    return True


def _wants_connection(source: StageState) -> bool:
    return any("connection" in action.message.lower() for action in source.actions)
