"""A change set is executed, kept, or deleted, whatever happens on the way and whoever else deploys."""

import pytest

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import ChangeSet, DeployedStack
from pilothouse.aws.proposal import OvertakenError, Proposal
from pilothouse.aws.release import Release
from pilothouse.ir.stack import Stack
from tests.aws.fakes import CHANGE_SET_ID, STACK_ID, FakeClock, FakeStacks

LIVE = DeployedStack(STACK_ID, "pipeline-demo-web", "UPDATE_COMPLETE", change_set="one")
REVIEWED = DeployedStack(STACK_ID, "pipeline-demo-web", "REVIEW_IN_PROGRESS")
OTHER = CHANGE_SET_ID.replace("pilothouse-deploy", "another")
REFUSED = AwsError(Fault.REFUSED, "change the stack", "the stack is in another state")
LOST = AwsError(Fault.TIMED_OUT, "execute the change set", "no answer")


def look(status: str = "CREATE_COMPLETE", reason: str = "", execution: str = "AVAILABLE") -> ChangeSet:
    return ChangeSet(CHANGE_SET_ID, STACK_ID, status, reason, (), execution)


def proposal(
    stacks: FakeStacks, before: DeployedStack | None = LIVE, warnings: list[str] | None = None
) -> Proposal:
    release = Release(Stack("pipeline-demo-web", {}, {}, {}), "text", "bucket", before)
    warn = (lambda _: None) if warnings is None else warnings.append
    return Proposal(stacks, release, "https://bucket/key", FakeClock(), warn)


def test_it_waits_until_the_change_set_is_ready() -> None:
    stacks = FakeStacks(LIVE, [look("CREATE_PENDING"), look("CREATE_IN_PROGRESS"), look()])
    with proposal(stacks) as open:
        assert open.change_set == look()
        open.execute()
    assert stacks.done == ["create", "execute"]


def test_each_change_set_has_a_different_name() -> None:
    stacks = FakeStacks(LIVE, [look()])
    for _ in range(2):
        with proposal(stacks):
            pass
    one, other = (request.name for request in stacks.requested)
    assert one != other
    assert one.rpartition("-")[0] == other.rpartition("-")[0]


def test_an_unexecuted_change_set_is_deleted_and_someone_else_s_stays() -> None:
    stacks = FakeStacks(LIVE, [look()], change_set_ids={OTHER})
    with proposal(stacks):
        pass
    assert stacks.change_set_ids == {OTHER}
    assert stacks.stack == LIVE


def test_what_is_kept_stays() -> None:
    stacks = FakeStacks(LIVE, [look()])
    with proposal(stacks) as open:
        open.keep()
    assert stacks.change_set_ids == {CHANGE_SET_ID}


@pytest.mark.parametrize(
    "reason",
    [
        "The submitted information didn't contain changes. Submit different information.",
        "No updates are to be performed.",
    ],
)
def test_an_empty_change_set_means_that_all_is_as_it_should_be(reason: str) -> None:
    stacks = FakeStacks(LIVE, [look("FAILED", reason)])
    with proposal(stacks) as open:
        assert open.change_set is None
    assert stacks.change_set_ids == set()


def test_a_refused_template_is_reported_with_cloudformation_s_reason() -> None:
    stacks = FakeStacks(LIVE, [look("FAILED", "Circular dependency between resources: [A, B]")])
    with pytest.raises(AwsError, match=r"Circular dependency between resources: \[A, B\]") as raised:
        proposal(stacks).__enter__()
    assert raised.value.fault is Fault.FAILED
    assert stacks.change_set_ids == set()


def test_the_empty_stack_of_a_first_deployment_goes_with_its_change_set() -> None:
    stacks = FakeStacks(None, [look()])
    with proposal(stacks, before=None):
        assert stacks.stack is not None
    assert stacks.stack is None


def test_the_empty_stack_stays_while_another_proposes_for_it() -> None:
    stacks = FakeStacks(None, [look()], change_set_ids={OTHER})
    with proposal(stacks, before=None):
        pass
    assert stacks.stack is not None


def test_an_announced_stack_that_was_there_before_stays() -> None:
    stacks = FakeStacks(REVIEWED, [look()])
    with proposal(stacks, before=REVIEWED):
        pass
    assert stacks.stack == REVIEWED


@pytest.mark.parametrize("error", [KeyboardInterrupt(), AwsError(Fault.UNREACHABLE, "look", "no")], ids=str)
def test_an_interruption_leaves_nothing_behind(error: BaseException) -> None:
    stacks = FakeStacks(None, [look("CREATE_PENDING"), error])
    with pytest.raises(type(error)):
        proposal(stacks, before=None).__enter__()
    assert (stacks.change_set_ids, stacks.stack) == (set(), None)


def test_a_failing_clean_up_is_a_warning_in_addition_to_the_error() -> None:
    stacks = FakeStacks(LIVE, [look("FAILED", "bad template")])
    stacks.failing["delete"] = AwsError(Fault.UNREACHABLE, "delete the change set", "no network")
    warnings: list[str] = []
    with pytest.raises(AwsError, match="bad template"):
        proposal(stacks, warnings=warnings).__enter__()
    (warning,) = warnings
    assert warning.endswith("of stack pipeline-demo-web may be left behind: no network")


def test_waiting_has_an_end() -> None:
    with pytest.raises(AwsError, match="not ready within 10 minutes"):
        proposal(FakeStacks(LIVE, [look("CREATE_PENDING")])).__enter__()


@pytest.mark.parametrize(
    "found", [None, look("DELETE_COMPLETE"), look(execution="OBSOLETE")], ids=["gone", "deleted", "obsolete"]
)
def test_a_change_set_that_another_deployment_invalidated_is_reported(found: ChangeSet | None) -> None:
    with pytest.raises(OvertakenError):
        proposal(FakeStacks(LIVE, [found])).__enter__()


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (LIVE, DeployedStack(STACK_ID, "pipeline-demo-web", "UPDATE_IN_PROGRESS", change_set="two")),
        (LIVE, DeployedStack(STACK_ID, "pipeline-demo-web", "UPDATE_COMPLETE", change_set="two")),
        (LIVE, None),
        (None, DeployedStack(STACK_ID, "pipeline-demo-web", "CREATE_IN_PROGRESS", change_set="two")),
        (REVIEWED, DeployedStack(STACK_ID, "pipeline-demo-web", "CREATE_COMPLETE", change_set="two")),
    ],
)
def test_a_refusal_because_of_another_deployment_is_reported(
    before: DeployedStack | None, now: DeployedStack | None
) -> None:
    stacks = FakeStacks(now, [look()], failing={"create": REFUSED})
    with pytest.raises(OvertakenError, match="the stack is in another state"):
        proposal(stacks, before).__enter__()


def test_a_refusal_that_comes_of_nobody_else_is_itself() -> None:
    stacks = FakeStacks(LIVE, [look()], failing={"create": REFUSED})
    with pytest.raises(AwsError) as raised:
        proposal(stacks).__enter__()
    assert raised.value is REFUSED


@pytest.mark.parametrize("error", [LOST, REFUSED], ids=["lost", "refused"])
@pytest.mark.parametrize("execution", ["EXECUTE_IN_PROGRESS", "EXECUTE_COMPLETE", "EXECUTE_FAILED"])
def test_an_executed_change_set_stays_even_if_the_call_failed(error: AwsError, execution: str) -> None:
    stacks = FakeStacks(LIVE, [look(), look(execution=execution)], failing={"execute": error})
    with proposal(stacks) as open:
        open.execute()
    assert stacks.change_set_ids == {CHANGE_SET_ID}


def test_an_execution_that_aws_does_not_start_is_reported() -> None:
    stacks = FakeStacks(LIVE, [look()], failing={"execute": LOST})
    with pytest.raises(AwsError) as raised, proposal(stacks) as open:
        open.execute()
    assert raised.value is LOST


def test_a_change_set_that_became_obsolete_is_reported() -> None:
    stacks = FakeStacks(LIVE, [look(), look(execution="OBSOLETE")], failing={"execute": REFUSED})
    with pytest.raises(OvertakenError), proposal(stacks) as open:
        open.execute()
