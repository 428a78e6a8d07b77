"""A change set is carried out, kept, or gone: whatever happens on the way."""

import pytest

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import ChangeSet, DeployedStack, ResourceChange
from pilothouse.aws.proposal import CHANGE_SET, Proposal, Release, replaced
from pilothouse.ir.stack import Stack
from tests.aws.fakes import CHANGE_SET_ID, STACK_ID, FakeClock, FakeStacks

LIVE = DeployedStack(STACK_ID, "pipeline-demo-web", "UPDATE_COMPLETE")
REVIEWED = DeployedStack(STACK_ID, "pipeline-demo-web", "REVIEW_IN_PROGRESS")


def look(status: str = "CREATE_COMPLETE", reason: str = "", *changes: ResourceChange) -> ChangeSet:
    return ChangeSet(CHANGE_SET_ID, STACK_ID, status, reason, changes)


def proposal(stacks: FakeStacks, before: DeployedStack | None = LIVE) -> Proposal:
    release = Release(Stack("pipeline-demo-web", {}, {}, {}), "text", "bucket", before)
    return Proposal(stacks, release, "https://bucket/key", FakeClock())


def test_it_waits_until_the_change_set_is_ready() -> None:
    stacks = FakeStacks(LIVE, [look("CREATE_PENDING"), look("CREATE_IN_PROGRESS"), look()])
    with proposal(stacks) as open:
        assert open.change_set == look()
        open.execute()
    assert stacks.done == [f"create {CHANGE_SET}", "execute"]


def test_what_is_not_carried_out_is_deleted() -> None:
    stacks = FakeStacks(LIVE, [look()])
    with proposal(stacks):
        pass
    assert stacks.change_sets == set()
    assert stacks.stack == LIVE


def test_what_is_kept_stays() -> None:
    stacks = FakeStacks(LIVE, [look()])
    with proposal(stacks) as open:
        open.keep()
    assert stacks.change_sets == {CHANGE_SET}


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
    assert stacks.change_sets == set()


def test_a_refused_template_is_told_with_cloudformation_s_reason() -> None:
    stacks = FakeStacks(LIVE, [look("FAILED", "Circular dependency between resources: [A, B]")])
    with pytest.raises(AwsError, match=r"Circular dependency between resources: \[A, B\]") as raised:
        proposal(stacks).__enter__()
    assert raised.value.fault is Fault.FAILED
    assert stacks.change_sets == set()


def test_the_empty_stack_of_a_first_deployment_goes_with_its_change_set() -> None:
    stacks = FakeStacks(None, [look()])
    with proposal(stacks, before=None):
        assert stacks.stack is not None
    assert stacks.stack is None


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
    assert (stacks.change_sets, stacks.stack) == (set(), None)


def test_a_failing_clean_up_does_not_hide_what_went_wrong() -> None:
    stacks = FakeStacks(LIVE, [look("FAILED", "bad template")])
    stacks.failing_deletion = AwsError(Fault.UNREACHABLE, "delete the change set", "no network")
    with pytest.raises(AwsError, match="bad template"):
        proposal(stacks).__enter__()


def test_waiting_has_an_end() -> None:
    with pytest.raises(AwsError, match="not ready within 10 minutes"):
        proposal(FakeStacks(LIVE, [look("CREATE_PENDING")])).__enter__()


@pytest.mark.parametrize(
    ("change", "is_lost"),
    [
        (ResourceChange("Modify", "Pipeline", "AWS::CodePipeline::Pipeline", "True"), True),
        (ResourceChange("Modify", "Pipeline", "AWS::CodePipeline::Pipeline", "Conditional"), True),
        (ResourceChange("Modify", "Pipeline", "AWS::CodePipeline::Pipeline", "False"), False),
        (ResourceChange("Remove", "Pipeline", "AWS::CodePipeline::Pipeline"), True),
        (ResourceChange("Add", "Pipeline", "AWS::CodePipeline::Pipeline"), False),
        (
            ResourceChange("Modify", "SourceConnection", "AWS::CodeStarConnections::Connection", "True"),
            True,
        ),
        (ResourceChange("Remove", "BuildProject", "AWS::CodeBuild::Project"), False),
    ],
)
def test_a_lost_pipeline_or_connection_is_found(change: ResourceChange, is_lost: bool) -> None:
    assert replaced(look("CREATE_COMPLETE", "", change)) == ((change,) if is_lost else ())
