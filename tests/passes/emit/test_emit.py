"""Graph to stack. Whole templates are golden files; these are the parts that need an explanation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.ir.context import Application
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.stack import Stack
from pilothouse.passes.emit import emit
from pilothouse.passes.emit.buildspec import inline_buildspec
from pilothouse.passes.lower import lower
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from tests.build_manifest import (
    ACCOUNT,
    action,
    build,
    context,
    deployment,
    environment,
    manifest,
    source,
    stage,
)

FIXTURES = Path(__file__).parents[3] / "fixtures" / "ok"


def emitted(manifest_: Manifest, **world: Any) -> Stack:
    outcome = emit(lower(manifest_, context(**world), ("api",)), "manifest.yml")
    assert outcome.findings == ()
    assert outcome.value is not None
    return outcome.value


def properties(stack: Stack, logical_id: str) -> Any:
    return stack.template["Resources"][logical_id]["Properties"]


def test_every_role_is_bounded() -> None:
    bounded = Application("demo", ACCOUNT, "us-west-2", permissions_boundary="limit")
    stack = emitted(manifest(stage(pre_deployments=(action("a"),))), application=bounded)
    roles = [r for r in stack.template["Resources"].values() if r["Type"] == "AWS::IAM::Role"]
    assert len(roles) == 3
    for role in roles:
        assert role["Properties"]["PermissionsBoundary"] == {
            "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/limit"
        }


def test_no_arn_of_another_partition_is_written() -> None:
    region = "us-gov-west-1"
    world = context(environment("test", region), application=Application("demo", ACCOUNT, region))
    outcome = emit(lower(manifest(), world, ("api",)), "manifest.yml")
    assert outcome.value is not None
    texts = str({k: v for k, v in outcome.value.template["Resources"].items() if k != "Pipeline"})
    assert "arn:aws:iam" not in texts
    assert "arn:aws:s3" not in texts
    assert "arn:aws-us-gov:iam::aws:policy/AmazonSSMReadOnlyAccess" in texts


def test_a_renamed_connection_gets_actions_with_its_prefix() -> None:
    arn = f"arn:aws:codeconnections:us-west-2:{ACCOUNT}:connection/x"
    clone = source(connection_arn=arn, output_artifact_format="CODEBUILD_CLONE_REF")
    stack = emitted(manifest(source=clone))
    texts = str([properties(stack, "PipelineRolePolicy"), properties(stack, "BuildProjectPolicy")])
    assert "codeconnections:UseConnection" in texts
    assert "codestar-connections" not in texts


def test_a_dropped_stage_keeps_its_projects_as_in_copilot() -> None:
    outcome = emit(lower(manifest(stage(test_commands=("make",))), context(), ()), "manifest.yml")
    assert outcome.value is not None
    assert "BuildTestCommandstest" in outcome.value.template["Resources"]
    assert [s["Name"] for s in properties(outcome.value, "Pipeline")["Stages"]] == ["Source", "Build"]


def test_an_origin_leads_to_what_caused_it() -> None:
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow"}]}
    stack = emitted(
        manifest(
            stage(deployments=(deployment("a"), deployment("b", "a"))),
            build=build(additional_policy=policy),
        )
    )
    pipeline = ("Resources", "Pipeline", "Properties", "Stages")
    expected = {
        (*pipeline, 0, "Actions", 0): ("source",),
        (*pipeline, 2, "Name"): ("stages", 0),
        (*pipeline, 2, "Actions", 1, "RoleArn"): ("stages", 0, "deployments", "b"),
        ("Resources", "BuildProject", "Properties", "Environment", "Image"): ("build", "image"),
        (
            "Resources",
            "BuildProjectAdditionalPolicy",
            "Properties",
            "PolicyDocument",
            "Statement",
            0,
            "Effect",
        ): (
            *("build", "additional_policy", "PolicyDocument"),
            *("Statement", 0, "Effect"),
        ),
    }
    for path, route in expected.items():
        place = stack.origin(path)
        assert place.path == "manifest.yml"
        assert getattr(place.anchor, "route", None) == route


def test_a_value_that_troposphere_rejects_is_a_finding_without_a_stack() -> None:
    world = context(environment("a_b"))
    outcome = emit(lower(manifest(stage("a_b", test_commands=("make",))), world, ("api",)), "manifest.yml")
    assert outcome.value is None
    assert [finding.code.slug for finding in outcome.findings] == ["invalid-resource"]


@pytest.mark.parametrize(
    "command", ["make test", "./check.sh --all", 'echo "woo! Tests passed"', "a && b | c > d"]
)
def test_a_harmless_command_is_not_quoted(command: str) -> None:
    assert inline_buildspec([command]).splitlines()[-1] == f"      - {command}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1)))
def test_every_command_is_read_back_as_it_was(commands: list[str]) -> None:
    read = parse(SourceFile("buildspec.yml", inline_buildspec(commands)))
    assert read.value is not None
    data = read.value.data
    assert data["version"] == 0.2
    assert (data["phases"]["build"]["commands"] or []) == commands
