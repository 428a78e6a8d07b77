"""A pending connection is waited for, then the pipeline's source stage begins."""

import pytest

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.handshake import await_connection, pipeline_of, retry_source
from pilothouse.aws.ports.pipelines import ActionState, StageState
from tests.aws.fakes import FakeClock, FakeConnections, FakePipelines, FakeStacks


def failed(message: str) -> tuple[StageState, ...]:
    action = ActionState("SourceCodeFor-demo", "Failed", message=message)
    return (StageState("Source", "Failed", "run-1", (action,)), StageState("Build"))


def test_it_is_looked_at_until_it_is_available() -> None:
    connections = FakeConnections(["PENDING", "PENDING", "AVAILABLE"])
    clock = FakeClock()
    looks = await_connection(connections, "arn", 60, clock)
    assert [look.status for look in looks] == ["PENDING", "PENDING", "AVAILABLE"]
    assert clock.now() == 10


def test_waiting_has_a_limit() -> None:
    with pytest.raises(AwsError, match="still pending after 1 minutes") as raised:
        list(await_connection(FakeConnections(["PENDING"]), "arn", 60, FakeClock()))
    assert raised.value.fault is Fault.TIMED_OUT


def test_a_failed_connection_is_told() -> None:
    with pytest.raises(AwsError, match="has failed"):
        list(await_connection(FakeConnections(["PENDING", "ERROR"]), "arn", 60, FakeClock()))


def test_the_source_stage_is_tried_again_after_the_wait() -> None:
    pipelines = FakePipelines(states=failed("whatever"))
    assert retry_source(pipelines, "real-name", waited=True)
    assert pipelines.retried == ["real-name Source run-1"]


@pytest.mark.parametrize(
    ("states", "retried"),
    [
        (failed("[Connection] is not available"), True),
        (failed("No Branch [main] found"), False),
        ((StageState("Source", "Succeeded", "run-1"),), False),
        ((), False),
    ],
)
def test_without_a_wait_only_a_source_that_wanted_its_connection_is(
    states: tuple[StageState, ...], retried: bool
) -> None:
    assert retry_source(FakePipelines(states=states), "real-name", waited=False) is retried


def test_the_pipeline_s_real_name_is_its_resource_s() -> None:
    assert pipeline_of(FakeStacks(), "stack") == "real-name"
