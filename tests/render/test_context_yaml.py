"""A context is written as a file that the compiler reads back as the same context."""

from dataclasses import replace

import pytest

from pilothouse.diff.compare_contexts import ContextChange, compare_contexts
from pilothouse.driver import load_context
from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment
from pilothouse.render.context_changes_text import context_changes_text
from pilothouse.render.context_yaml import context_yaml
from pilothouse.source.file import SourceFile

ROLE = "arn:aws:iam::012345678901:role/demo-test-EnvManagerRole"
FOREIGN_ROLE = "arn:aws:iam::210987654321:role/demo-no-EnvManagerRole"
ID = "6fd7f0a5-e5e3-4980-a40d-a551832cb1ec"
CONNECTION = f"arn:aws:codeconnections:us-west-2:012345678901:connection/{ID}"
KEY = f"arn:aws:kms:us-west-2:012345678901:key/{ID}"
SMALL = Context("AWS", Application("demo", "012345678901", "us-west-2"))
LARGE = replace(
    SMALL,
    application=Application("demo", "012345678901", "us-west-2", {"cost": "0123", "on": "yes: #1"}, "limits"),
    environments={
        "test": Environment("test", "012345678901", "us-west-2", ROLE, ROLE),
        "no": Environment("no", "210987654321", "eu-west-1", FOREIGN_ROLE, FOREIGN_ROLE),
    },
    workloads={"api": "Backend Service", "report": "Scheduled Job"},
    artifact_buckets=(
        ArtifactBucket("us-west-2", "one", KEY),
        ArtifactBucket("eu-west-1", "two", KEY.replace("us-west-2", "eu-west-1")),
    ),
    connections={"quay": CONNECTION},
    legacy_pipelines=frozenset({"b", "a"}),
)


@pytest.mark.parametrize("context", [SMALL, LARGE], ids=["small", "large"])
def test_what_is_written_is_read_back(context: Context) -> None:
    outcome, _ = load_context(SourceFile("context.yml", context_yaml(context)))
    assert outcome.value is not None, outcome.findings
    assert compare_contexts(outcome.value, context) == ()
    assert list(outcome.value.environments) == list(context.environments)


def test_every_section_is_there_and_says_what_it_is_for() -> None:
    lines = context_yaml(SMALL).splitlines()
    sections = ["workloads: {}", "environments: {}", "artifact_buckets: []", "connections: {}"]
    for section in [*sections, "legacy_pipelines: []"]:
        assert lines[lines.index(section) - 1].startswith("# ")


def test_changes_are_marked() -> None:
    changes = [ContextChange("a", None, "new"), ContextChange("b", "old", None), ContextChange("c", "1", "2")]
    assert context_changes_text(changes) == "+ a: new\n- b: old\n~ c: 1 -> 2\n"
