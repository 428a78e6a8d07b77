"""A stack is watched by its events: those of the operation that was begun with a token."""

import pytest

from pilothouse.aws.fault import AwsError
from pilothouse.aws.ports.stacks import DeployedStack
from pilothouse.aws.watch import settle, watch
from tests.aws.fakes import STACK_ID, TOKEN, FakeClock, FakeStacks, event

STACK = "pipeline-demo-web"


def test_it_ends_when_the_stack_itself_is_done() -> None:
    stacks = FakeStacks(
        history=[event("1", STACK, "CREATE_COMPLETE", token="older"), event("2", STACK, "UPDATE_IN_PROGRESS")]
    )
    later = [
        event("3", "PipelineRole", "UPDATE_IN_PROGRESS"),
        event("4", "PipelineRole", "UPDATE_COMPLETE"),
        event("5", STACK, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"),
        event("6", STACK, "UPDATE_COMPLETE"),
    ]
    clock = FakeClock(at_sleep=lambda: stacks.history.append(later.pop(0)))
    views = list(watch(stacks, STACK_ID, TOKEN, clock))
    assert [[one.id for one in view.news] for view in views] == [["2"], ["3"], ["4"], ["5"], ["6"]]
    assert [view.is_last for view in views] == [False, False, False, False, True]
    assert views[-1].status == "UPDATE_COMPLETE"
    assert views[-1].resources["PipelineRole"].status == "UPDATE_COMPLETE"


def test_the_end_of_an_earlier_operation_is_not_its_own() -> None:
    stacks = FakeStacks(history=[event("1", STACK, "CREATE_COMPLETE", token="older")])
    clock = FakeClock(at_sleep=lambda: stacks.history.append(event("2", STACK, "UPDATE_COMPLETE")))
    views = list(watch(stacks, STACK_ID, TOKEN, clock))
    assert [view.status for view in views] == ["", "UPDATE_COMPLETE"]


def test_failures_are_kept_with_their_reasons() -> None:
    stacks = FakeStacks(
        history=[
            event("1", "PipelineRole", "CREATE_FAILED", "no such boundary"),
            event("2", "PipelineRole", "DELETE_COMPLETE"),
            event("3", STACK, "ROLLBACK_COMPLETE"),
        ]
    )
    (view,) = watch(stacks, STACK_ID, TOKEN, FakeClock())
    assert [(one.logical_id, one.reason) for one in view.failures] == [("PipelineRole", "no such boundary")]


def test_an_announced_stack_is_not_done() -> None:
    stacks = FakeStacks(history=[event("1", STACK, "REVIEW_IN_PROGRESS")])
    clock = FakeClock(at_sleep=lambda: stacks.history.append(event("2", STACK, "CREATE_COMPLETE")))
    assert [view.is_last for view in watch(stacks, STACK_ID, TOKEN, clock)] == [False, True]


def test_watching_has_an_end() -> None:
    stacks = FakeStacks(history=[event("1", STACK, "UPDATE_IN_PROGRESS")])
    with pytest.raises(AwsError, match="did not finish within 90 minutes"):
        list(watch(stacks, STACK_ID, TOKEN, FakeClock()))


@pytest.mark.parametrize(
    ("statuses", "end"),
    [
        (["UPDATE_IN_PROGRESS", "UPDATE_COMPLETE"], "UPDATE_COMPLETE"),
        (["UPDATE_ROLLBACK_IN_PROGRESS", "UPDATE_ROLLBACK_COMPLETE"], "UPDATE_ROLLBACK_COMPLETE"),
        (["DELETE_COMPLETE"], None),
    ],
)
def test_a_running_operation_is_waited_for(statuses: list[str], end: str | None) -> None:
    stack = DeployedStack(STACK_ID, STACK, "UPDATE_IN_PROGRESS")
    settled = settle(FakeStacks(stack, statuses=statuses), stack, FakeClock())
    assert (settled.status if settled else None) == end
