"""What lacks something that a patch removed has the patch for its cause."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.diagnostics.place import Place
from pilothouse.passes.override.dangling import dangling_origins
from pilothouse.passes.override.patch import Patch

BUILD_OUTPUT = {"Name": "Built"}
SOURCE = {"Name": "Read", "OutputArtifacts": [{"Name": "Sources"}]}
BUILD = {"Name": "Build", "InputArtifacts": [{"Name": "Sources"}], "OutputArtifacts": [BUILD_OUTPUT]}
DEPLOY = {"Name": "Deploy", "InputArtifacts": [BUILD_OUTPUT]}
STAGES = ("Resources", "Pipeline", "Properties", "Stages")
HERE = Place("cfn.patches.yml")


def template(*stages: list[Any], **resources: Any) -> dict[str, Any]:
    pipeline = {
        "Type": "AWS::CodePipeline::Pipeline",
        "Properties": {"Stages": [{"Actions": actions} for actions in stages]},
    }
    return {"Resources": {"Pipeline": pipeline, **resources}}


WHOLE = template([SOURCE], [BUILD], [DEPLOY], Topic={"Type": "AWS::SNS::Topic"}, Sub={"Ref": "Topic"})
UNBUILT = {key: value for key, value in BUILD.items() if key != "OutputArtifacts"}

CASES: dict[str, tuple[tuple[str | int, ...], dict[str, Any], set[tuple[str | int, ...]]]] = {
    "a resource": (
        ("Resources", "Topic"),
        template([SOURCE], [BUILD], [DEPLOY], Sub={"Ref": "Topic"}),
        {("Resources", "Sub", "Ref")},
    ),
    "a resource's type": (
        ("Resources", "Topic", "Type"),
        template([SOURCE], [BUILD], [DEPLOY], Topic={}, Sub={"Ref": "Topic"}),
        {("Resources", "Sub", "Ref")},
    ),
    "a stage that builds": (
        (*STAGES, 1),
        template([SOURCE], [DEPLOY]),
        {(*STAGES, 1, "Actions", 0, "InputArtifacts", 0)},
    ),
    "what an action makes": (
        (*STAGES, 1, "Actions", 0, "OutputArtifacts"),
        template([SOURCE], [UNBUILT], [DEPLOY]),
        {(*STAGES, 2, "Actions", 0, "InputArtifacts", 0)},
    ),
    "the first stage": (
        (*STAGES, 0),
        template([BUILD], [DEPLOY]),
        {(*STAGES, 0, "Actions", 0), (*STAGES, 0, "Actions", 0, "InputArtifacts", 0)},
    ),
    "nothing that is needed": ((*STAGES, 2), template([SOURCE], [BUILD]), set()),
}


@pytest.mark.parametrize(("removed", "after", "expected"), CASES.values(), ids=CASES)
def test_the_patch_causes_what_lacks(
    removed: tuple[str | int, ...], after: dict[str, Any], expected: set[tuple[str | int, ...]]
) -> None:
    patch = Patch("remove", tuple(map(str, removed)), None, HERE)
    found = dict(dangling_origins(WHOLE, after, (patch,), {removed: HERE}))
    assert found == dict.fromkeys(expected, HERE)


def test_templates_of_any_shape_are_accepted() -> None:
    broken = {
        "Resources": {"Pipeline": {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": [1]}}}
    }
    shapes: tuple[Any, ...] = ([], {"Resources": []}, broken)
    for after in shapes:
        assert list(dangling_origins(WHOLE, after, (), {(*STAGES, 9): HERE})) == []
