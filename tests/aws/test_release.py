"""What a release would take away, and which change sets propose it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pilothouse.aws.ports.stacks import ChangeSet, ListedChangeSet, ResourceChange
from pilothouse.aws.release import Release, proposals, proposes, replaced
from pilothouse.ir.stack import Stack
from tests.aws.fakes import CHANGE_SET_ID, STACK_ID, FakeStacks

RELEASE = Release(Stack("pipeline-demo-web", {}, {}, {}), "text", "bucket", None)


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
    change_set = ChangeSet(CHANGE_SET_ID, STACK_ID, "CREATE_COMPLETE", changes=(change,))
    assert replaced(change_set) == ((change,) if is_lost else ())


def listed(name: str) -> ListedChangeSet:
    made = datetime(2026, 1, 1, tzinfo=UTC)
    return ListedChangeSet(f"arn/{name}", name, "CREATE_COMPLETE", "AVAILABLE", made)


def test_a_proposal_is_known_by_its_content() -> None:
    reviewed = replace(RELEASE, is_for_review=True)
    assert proposes(listed(reviewed.name), RELEASE)
    assert not proposes(listed(RELEASE.name), RELEASE)
    for other in (replace(RELEASE, text="other"), replace(RELEASE, role="arn:role")):
        assert not proposes(listed(reviewed.name), other)


def test_what_waits_for_a_person_is_what_no_run_works_on() -> None:
    ids = {"a/by-hand", "a/pilothouse-deploy-1-2", "a/pilothouse-review-1-2"}
    found = proposals(FakeStacks(change_set_ids=ids), "pipeline-demo-web")
    assert [one.name for one in found] == ["by-hand", "pilothouse-review-1-2"]
