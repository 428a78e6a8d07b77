"""A pending connection is waited for, then the pipeline's source stage begins."""

import pytest

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.handshake import await_connection, pipeline_in, wants_connection
from pilothouse.aws.ports.connections import Connection
from pilothouse.aws.ports.pipelines import ActionState, StageState
from tests.aws.fakes import FakeClock, FakeConnections, FakeStacks

PENDING = Connection("quay", "arn", "PENDING")


def failed(message: str) -> StageState:
    return StageState(
        "Source", "Failed", "run-1", (ActionState("SourceCodeFor-demo", "Failed", message=message),)
    )


def test_it_is_looked_at_until_it_is_available() -> None:
    connections = FakeConnections(["PENDING", "PENDING", "AVAILABLE"])
    clock = FakeClock()
    looks = await_connection(connections, connections.get("arn"), 60, clock)
    assert [look.status for look in looks] == ["PENDING", "PENDING", "AVAILABLE"]
    assert clock.now() == 10


def test_waiting_has_a_limit() -> None:
    with pytest.raises(AwsError, match="still pending after 1 minutes") as raised:
        list(await_connection(FakeConnections(["PENDING"]), PENDING, 60, FakeClock()))
    assert raised.value.fault is Fault.TIMED_OUT


def test_a_failed_connection_is_reported() -> None:
    with pytest.raises(AwsError, match="its status is ERROR"):
        list(await_connection(FakeConnections(["ERROR"]), PENDING, 60, FakeClock()))


@pytest.mark.parametrize(
    ("source", "is_new", "wants"),
    [
        (failed("whatever"), True, True),
        (failed("[Connection] is not available"), False, True),
        (failed("No Branch [main] found"), False, False),
        (StageState("Source", "Succeeded", "run-1"), True, False),
        (None, True, False),
    ],
)
def test_a_source_that_failed_for_want_of_its_connection_is_known(
    source: StageState | None, is_new: bool, wants: bool
) -> None:
    assert wants_connection(source, is_new=is_new) is wants


def test_the_pipeline_s_real_name_is_its_resource_s() -> None:
    assert pipeline_in(FakeStacks().resources("stack")) == "real-name"
