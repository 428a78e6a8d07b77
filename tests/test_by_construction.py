"""Errors that no manifest can cause: rows of docs/constraints.md that need no rule.

Each test checks every template in a set with all sources, all kinds of actions and both partitions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from graphlib import TopologicalSorter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.ir import names
from pilothouse.ir.graph import CodeCommitSource, ConnectionSource, Graph, Source, TokenSource
from pilothouse.ir.manifest import ActionEntry, DeploymentEntry
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.emit import emit
from pilothouse.passes.emit.buildspec import inline_buildspec
from pilothouse.passes.lower import lower
from pilothouse.passes.parse import parse
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile
from tests.build_graph import CONNECTION, graph, large_graph, small_graph, stage
from tests.build_manifest import action, context, deployment, environment, manifest
from tests.build_manifest import stage as stage_section

ORIGIN = ("source",)
CLONE = "CODEBUILD_CLONE_REF"
ARN = "arn:aws:codeconnections:us-west-2:123456789012:connection/1"
SOURCES: tuple[Source, ...] = (
    CONNECTION,
    ConnectionSource(
        "Bitbucket", "o" * 40, "r" * 100, "main", "", names.connection_name("o" * 40, "r" * 100), "", ORIGIN
    ),
    ConnectionSource("GitHub", "octo", "shop", "main", ARN, "", CLONE, ORIGIN),
    TokenSource("octo", "shop", "main", "github-token", ORIGIN),
    CodeCommitSource("shop", "main", "", ORIGIN),
    CodeCommitSource("shop", "main", CLONE, ORIGIN),
)


@cache
def graphs() -> tuple[Graph, ...]:
    every_kind = stage(
        "test", {"api": (), "web": ("api",)}, approval=True, pre={"migrate": ()}, post={"smoke": ()}
    )
    policy = {"Version": "2012-10-17", "Statement": []}
    plain = graph(every_kind, stage("prod", {"api": ()}, commands=("npm test",), index=1))
    extended = replace(
        plain, build=replace(plain.build, additional_policy=policy), permissions_boundary="limit"
    )
    return (
        small_graph(),
        large_graph(),
        *(replace(plain, source=source) for source in SOURCES),
        extended,
        replace(plain, is_legacy=True, stack_name="web"),
        replace(plain, partition="aws-us-gov"),
        graph(stage("test", {"api": ()}), stage("empty", {}, approval=True, commands=("ls",), index=1)),
    )


@cache
def template(index: int) -> dict[str, Any]:
    stack = emit(graphs()[index], "manifest.yml").value
    assert stack is not None
    return stack.template


def templates() -> Iterator[dict[str, Any]]:
    return (template(index) for index in range(len(graphs())))


def of_type(found: dict[str, Any], resource_type: str) -> list[dict[str, Any]]:
    resources: dict[str, dict[str, Any]] = found["Resources"]
    return [one.get("Properties", {}) for one in resources.values() if one["Type"] == resource_type]


def pipelines() -> Iterator[dict[str, Any]]:
    for found in templates():
        yield from of_type(found, "AWS::CodePipeline::Pipeline")


def actions() -> Iterator[dict[str, Any]]:
    return (action for one in pipelines() for stage in one["Stages"] for action in stage["Actions"])


def provider(action: dict[str, Any]) -> str:
    return str(action["ActionTypeId"]["Provider"])


CONFIGURATIONS = {
    "CodeStarSourceConnection": {"ConnectionArn", "FullRepositoryId", "BranchName", "OutputArtifactFormat"},
    "GitHub": {"Owner", "Repo", "Branch", "OAuthToken"},
    "CodeCommit": {"RepositoryName", "BranchName", "OutputArtifactFormat"},
    "CodeBuild": {"ProjectName"},
    "CloudFormation": {
        "ActionMode",
        "StackName",
        "Capabilities",
        "TemplatePath",
        "TemplateConfiguration",
        "RoleArn",
    },
    "Manual": set(),
}
OPTIONAL = {"OutputArtifactFormat"}


def test_an_action_has_only_properties_that_version_1_gives_it() -> None:
    allowed = {"Name", "ActionTypeId", "RunOrder", "Configuration", "InputArtifacts", "OutputArtifacts"}
    for one in actions():
        extra = {"Region", "RoleArn"} if provider(one) == "CloudFormation" else set()
        assert one.keys() <= allowed | extra


def test_an_action_is_of_a_type_that_codepipeline_has() -> None:
    types = {
        tuple(str(one["ActionTypeId"][key]) for key in ("Category", "Owner", "Provider", "Version"))
        for one in actions()
    }
    assert types == {
        ("Source", "AWS", "CodeStarSourceConnection", "1"),
        ("Source", "ThirdParty", "GitHub", "1"),
        ("Source", "AWS", "CodeCommit", "1"),
        ("Build", "AWS", "CodeBuild", "1"),
        ("Test", "AWS", "CodeBuild", "1"),
        ("Deploy", "AWS", "CloudFormation", "1"),
        ("Approval", "AWS", "Manual", "1"),
    }


def test_a_configuration_has_exactly_the_keys_of_its_provider() -> None:
    for one in actions():
        keys = CONFIGURATIONS[provider(one)]
        assert keys - OPTIONAL <= one.get("Configuration", {}).keys() <= keys
        assert all(isinstance(value, str | dict) and value for value in one.get("Configuration", {}).values())


def test_a_deployment_has_everything_that_cloudformation_requires() -> None:
    for one in actions():
        if provider(one) == "CloudFormation":
            configuration = one["Configuration"]
            assert configuration["ActionMode"] == "CREATE_UPDATE"
            assert set(configuration["Capabilities"].split(",")) == {
                "CAPABILITY_IAM",
                "CAPABILITY_NAMED_IAM",
                "CAPABILITY_AUTO_EXPAND",
            }
            for key in ("TemplatePath", "TemplateConfiguration"):
                assert re.fullmatch(r"BuildOutput::.+", configuration[key])


def test_the_token_of_github_is_a_reference() -> None:
    tokens = [one["Configuration"]["OAuthToken"] for one in actions() if provider(one) == "GitHub"]
    assert tokens == [{"Fn::Sub": ["{{resolve:secretsmanager:${SecretId}}}", {"SecretId": "github-token"}]}]


def test_every_artifact_is_made_once_and_before_it_is_used() -> None:
    for one in pipelines():
        made: dict[str, tuple[int, int]] = {}
        used: list[tuple[str, tuple[int, int]]] = []
        for position, found in enumerate(one["Stages"]):
            for maker in found["Actions"]:
                place = (position, maker["RunOrder"])
                for output in maker.get("OutputArtifacts", ()):
                    assert re.fullmatch(r"[A-Za-z0-9_-]{1,100}", output["Name"])
                    assert output["Name"] not in made
                    made[output["Name"]] = place
                used += [(artifact["Name"], place) for artifact in maker.get("InputArtifacts", ())]
        assert all(made[name] < place for name, place in used)


def test_an_action_has_as_many_artifacts_as_its_provider_takes() -> None:
    counts = {
        (provider(one), len(one.get("InputArtifacts", ())), len(one.get("OutputArtifacts", ())))
        for one in actions()
    }
    assert counts == {
        ("CodeStarSourceConnection", 0, 1),
        ("GitHub", 0, 1),
        ("CodeCommit", 0, 1),
        ("CodeBuild", 1, 1),
        ("CodeBuild", 1, 0),
        ("CloudFormation", 1, 0),
        ("Manual", 0, 0),
    }


def test_only_builds_read_the_source_and_only_deployments_the_build() -> None:
    readers = {
        (artifact["Name"], provider(one)) for one in actions() for artifact in one.get("InputArtifacts", ())
    }
    assert readers == {("SCCheckoutArtifact", "CodeBuild"), ("BuildOutput", "CloudFormation")}


def test_a_pipeline_begins_with_its_source_and_builds() -> None:
    for one in pipelines():
        categories = [
            {action["ActionTypeId"]["Category"] for action in stage["Actions"]} for stage in one["Stages"]
        ]
        assert categories[:2] == [{"Source"}, {"Build"}]
        assert all(found and "Source" not in found for found in categories[1:])


def test_a_pipeline_has_a_store_for_each_region_and_a_role_of_the_template() -> None:
    for one in pipelines():
        assert one.keys() - {"Name"} == {"ArtifactStores", "RoleArn", "Stages"}
        assert one["RoleArn"] == {"Fn::GetAtt": ["PipelineRole", "Arn"]}
        assert {store["ArtifactStore"]["EncryptionKey"]["Type"] for store in one["ArtifactStores"]} == {"KMS"}


entry_names = st.lists(st.text("abc.-", min_size=1, max_size=3), unique=True, max_size=6)


@st.composite
def groups(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Names with their dependencies, without a cycle."""
    found = draw(entry_names)
    return {
        name: tuple(draw(st.lists(st.sampled_from(found[:place]), unique=True))) if place else ()
        for place, name in enumerate(found)
    }


@given(groups(), groups(), groups(), st.booleans())
def test_run_orders_are_between_1_and_the_number_of_actions(
    pre: dict[str, tuple[str, ...]],
    deployments: dict[str, tuple[str, ...]],
    post: dict[str, tuple[str, ...]],
    approval: bool,
) -> None:
    def entries(group: dict[str, tuple[str, ...]], key: str) -> tuple[ActionEntry, ...]:
        return tuple(action(name, *on, group=key) for name, on in group.items())

    deployed: tuple[DeploymentEntry, ...] = tuple(deployment(name, *on) for name, on in deployments.items())
    section = stage_section(
        "test",
        requires_approval=approval,
        pre_deployments=entries(pre, "pre_deployments"),
        deployments=deployed,
        post_deployments=entries(post, "post_deployments"),
    )
    (stage,) = lower(manifest(section), context(environment("test")), ()).stages
    assert all(1 <= one.run_order <= len(stage.actions) for one in stage.actions)


def test_a_project_is_what_version_1_makes_of_it() -> None:
    projects = [one for found in templates() for one in of_type(found, "AWS::CodeBuild::Project")]
    for one in projects:
        machine = one["Environment"]
        assert machine["Type"] in {"LINUX_CONTAINER", "ARM_CONTAINER"}
        assert (machine["ComputeType"], machine["PrivilegedMode"]) == ("BUILD_GENERAL1_SMALL", True)
        assert one.get("TimeoutInMinutes", 60) == 60
        assert one["Artifacts"]["Type"] in {"CODEPIPELINE", "NO_ARTIFACTS"}
        is_test = one["Source"]["Type"] == "NO_SOURCE"
        assert is_test == (one["Artifacts"]["Type"] == "NO_ARTIFACTS")
        assert one["Source"]["BuildSpec"]
        assert is_test or one["Cache"] == {"Type": "LOCAL", "Modes": ["LOCAL_DOCKER_LAYER_CACHE"]}
        variables = [variable["Name"] for variable in machine.get("EnvironmentVariables", ())]
        assert len(set(variables)) == len(variables)
        assert all(re.fullmatch(r"(?!CODEBUILD_)[A-Z_]+", name) for name in variables)
        assert "ServiceRole" in one
        assert not one.keys() & {"VpcConfig", "Tags", "QueuedTimeoutInMinutes", "SecondaryArtifacts"}


def test_names_of_a_project_fit_wherever_the_stacks_name_fits() -> None:
    named = [
        one for found in templates() for one in of_type(found, "AWS::CodeBuild::Project") if "Name" in one
    ]
    assert {json.dumps(one["Name"]) for one in named} == {'{"Fn::Sub": "${AWS::StackName}-BuildProject"}'}
    assert len("s" * 128 + "-BuildProject") <= 150
    assert len("Build for " + "s" * 128) <= 255


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4))
def test_test_commands_are_not_changed(commands: list[str]) -> None:
    document = parse(SourceFile("buildspec.yml", inline_buildspec(commands))).value
    assert document is not None
    assert document.data["phases"]["build"]["commands"] == commands
    assert not list(check_schema(document, schema_text("buildspec")))


def roles() -> list[dict[str, Any]]:
    return [one for found in templates() for one in of_type(found, "AWS::IAM::Role")]


def test_a_role_trusts_one_service_and_has_two_managed_policies_at_most() -> None:
    for one in roles():
        (statement,) = one["AssumeRolePolicyDocument"]["Statement"]
        assert statement["Principal"] in (
            {"Service": ["codebuild.amazonaws.com"]},
            {"Service": ["codepipeline.amazonaws.com"]},
        )
        assert len(json.dumps(one["AssumeRolePolicyDocument"])) <= 2048
        assert len(one.get("ManagedPolicyArns", ())) <= 2
        assert "RoleName" not in one


def test_a_policy_assumes_the_roles_of_its_environments_alone() -> None:
    for found in templates():
        statements = [
            statement
            for one in of_type(found, "AWS::IAM::Role")
            for policy in one.get("Policies", ())
            for statement in policy["PolicyDocument"]["Statement"]
        ]
        for statement in statements:
            if "sts:AssumeRole" in statement["Action"]:
                assert statement["Resource"].endswith("-EnvManagerRole")


def test_the_pipeline_waits_for_its_policy() -> None:
    for found in templates():
        assert found["Resources"]["Pipeline"]["DependsOn"] == ["PipelineRole", "PipelineRolePolicy"]


def test_arns_are_of_the_partition() -> None:
    (index,) = [index for index, one in enumerate(graphs()) if one.partition == "aws-us-gov"]
    emitted = (
        json.dumps(template(index))
        .replace("arn:aws:kms:us-west-2", "")
        .replace("arn:aws:iam::123456789012", "")
    )
    assert "arn:aws:" not in emitted, "only what the context gives may be of another partition"


def test_a_connection_that_the_template_makes_has_a_provider_and_a_name_of_32_characters_at_most() -> None:
    made = [one for found in templates() for one in of_type(found, "AWS::CodeStarConnections::Connection")]
    assert made
    for one in made:
        assert one["ProviderType"] in {"GitHub", "Bitbucket"}
        assert len(one["ConnectionName"]) <= 32


def test_a_template_has_the_parts_that_version_1_gives_it() -> None:
    for found in templates():
        assert found.keys() - {"Outputs"} == {
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Resources",
        }
        assert found.get("Outputs", {}).keys() <= {"PipelineConnectionARN"}
        assert "Export" not in json.dumps(found.get("Outputs", {}))
        assert json.dumps(found).count("{{resolve:") <= 1
        assert found["AWSTemplateFormatVersion"] == "2010-09-09"
    assert len("CodePipeline for " + "a" * 86) <= 1024


def test_resources_have_no_cyclic_dependency() -> None:
    for found in templates():
        edges = {
            name: _references(one) & found["Resources"].keys() for name, one in found["Resources"].items()
        }
        TopologicalSorter(edges).prepare()


def _references(value: Any) -> set[str]:
    if isinstance(value, list):
        return {name for item in value for name in _references(item)}
    if not isinstance(value, dict):
        return set()
    depends_on = value.get("DependsOn", [])
    named = (
        {depends_on} if isinstance(depends_on, str) else {one for one in depends_on if isinstance(one, str)}
    )
    if "Ref" in value:
        named.add(str(value["Ref"]))
    if "Fn::GetAtt" in value:
        named.add(str(value["Fn::GetAtt"][0]))
    return named.union(*(_references(item) for item in value.values()))


@pytest.mark.parametrize("length", [86])
def test_the_source_action_has_a_name_of_100_characters_at_most(length: int) -> None:
    assert len(names.source_action("a" * length)) <= 100
    assert (
        json.loads(schema_text("context"))["properties"]["application"]["properties"]["name"]["maxLength"]
        == length
    )
