"""Two contexts are compared value by value."""

from dataclasses import replace

from pilothouse.diff.compare_contexts import ContextChange, compare_contexts
from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment

CONTEXT = Context(
    path="copilot/context.yml",
    application=Application("demo", "123456789012", "us-west-2", {"team": "dock"}, "limits"),
    environments={"test": Environment("test", "123456789012", "us-west-2", "manager", "execution")},
    workloads={"api": "Backend Service"},
    artifact_buckets=(ArtifactBucket("us-west-2", "one", "key"), ArtifactBucket("eu-west-1", "two", "key")),
    connections={"quay": "arn"},
    legacy_pipelines=frozenset({"old", "older"}),
)


def test_equal_contexts_have_no_changes_wherever_they_are_from() -> None:
    assert compare_contexts(CONTEXT, replace(CONTEXT, path="AWS")) == ()


def test_without_an_old_context_everything_is_new() -> None:
    changes = {change.path: change for change in compare_contexts(None, CONTEXT)}
    assert all(change.old is None for change in changes.values())
    assert changes["environments.test.execution_role_arn"].new == "execution"
    assert changes["application.tags.team"].new == "dock"
    assert changes["legacy_pipelines"].new == "old, older"


def test_new_values_come_in_the_file_s_order_and_lost_ones_last() -> None:
    application = replace(CONTEXT.application, tags={}, permissions_boundary="wider")
    new = replace(CONTEXT, application=application, workloads={"web": "Load Balanced Web Service"})
    assert compare_contexts(CONTEXT, new) == (
        ContextChange("application.permissions_boundary", "limits", "wider"),
        ContextChange("workloads.web", None, "Load Balanced Web Service"),
        ContextChange("application.tags.team", "dock", None),
        ContextChange("workloads.api", "Backend Service", None),
    )


def test_the_order_of_buckets_counts() -> None:
    new = replace(CONTEXT, artifact_buckets=CONTEXT.artifact_buckets[::-1])
    assert compare_contexts(CONTEXT, new) == (
        ContextChange("artifact_buckets", "us-west-2, eu-west-1", "eu-west-1, us-west-2"),
    )
