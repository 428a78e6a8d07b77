"""Manifest to graph: names, defaults, and the order of everything in a stage."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.ir.context import Application
from pilothouse.ir.graph import CodeCommitSource, ConnectionSource, Graph, Stage, TokenSource
from pilothouse.ir.manifest import Manifest, Provider
from pilothouse.passes.lower import lower
from pilothouse.passes.lower.ranks import ranks
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


def lowered(manifest_: Manifest, workloads: tuple[str, ...] = ("api",), **world: object) -> Graph:
    return lower(manifest_, context(**world), workloads)  # type: ignore[arg-type]


def only_stage(manifest_: Manifest, workloads: tuple[str, ...] = ("api",)) -> Stage:
    (one,) = lowered(manifest_, workloads).stages
    return one


def orders(one: Stage) -> dict[str, int]:
    return {action.name: action.run_order for action in one.actions}


def post(name: str, *depends_on: str) -> object:
    return action(name, *depends_on, group="post_deployments")


def test_each_group_starts_after_the_whole_group_before_it() -> None:
    full = stage(
        requires_approval=True,
        pre_deployments=(action("a"), action("b", "a")),
        deployments=(deployment("x"), deployment("y", "x")),
        post_deployments=(post("p"), post("q", "p")),
    )
    assert orders(only_stage(manifest(full))) == {
        "ApprovePromotionTo-test": 1,
        "a": 2,
        "b": 3,
        "CreateOrUpdate-x-test": 4,
        "CreateOrUpdate-y-test": 5,
        "p": 6,
        "q": 7,
    }


def test_tests_come_after_the_deployments() -> None:
    tested = stage(deployments=(deployment("x"), deployment("y", "x")), test_commands=("make",))
    assert orders(only_stage(manifest(tested)))["TestCommands"] == 3


def test_missing_groups_take_no_run_order() -> None:
    assert orders(only_stage(manifest(stage(test_commands=("make",))))) == {
        "CreateOrUpdate-api-test": 1,
        "TestCommands": 2,
    }


def test_an_actions_place_is_its_longest_chain() -> None:
    diamond = {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("a", "c"), "e": ()}
    assert ranks(diamond) == {"a": 0, "b": 1, "c": 2, "d": 3, "e": 0}


def test_a_repeated_dependency_counts_once() -> None:
    one = only_stage(manifest(stage(deployments=(deployment("x"), deployment("y", "x", "x")))))
    assert [action.depends_on for action in one.deployments] == [(), ("CreateOrUpdate-x-test",)]


def test_actions_are_listed_by_group_and_within_it_by_their_whole_name() -> None:
    listed = stage(
        requires_approval=True,
        pre_deployments=(action("b"), action("a")),
        deployments=(deployment("orders"), deployment("orders-api")),
        post_deployments=(post("z"),),
    )
    assert [action.name for action in only_stage(manifest(listed)).actions] == [
        "ApprovePromotionTo-test",
        "a",
        "b",
        "z",
        "CreateOrUpdate-orders-api-test",
        "CreateOrUpdate-orders-test",
    ]


def test_no_deployments_means_every_workload() -> None:
    one = only_stage(manifest(stage()), workloads=("web", "api"))
    assert [action.stack_name for action in one.deployments] == ["demo-test-api", "demo-test-web"]
    assert one.deployments[0].origin == one.origin


def test_a_stage_without_deployments_is_not_part_of_the_pipeline() -> None:
    graph = lowered(manifest(stage(requires_approval=True)), workloads=())
    assert len(graph.stages) == 1
    assert graph.deployed_stages == ()


def test_a_deployment_has_defaults_of_its_name() -> None:
    (api,) = only_stage(manifest(stage(deployments=(deployment("api"),)))).deployments
    assert (api.stack_name, api.template_path, api.template_config) == (
        "demo-test-api",
        "infrastructure/api-test.stack.yml",
        "infrastructure/api-test.params.json",
    )


def test_a_deployment_may_override_its_defaults() -> None:
    own = deployment("api", stack_name="s", template_path="t.yml", template_config="c.json")
    (api,) = only_stage(manifest(stage(deployments=(own,)))).deployments
    assert (api.stack_name, api.template_path, api.template_config) == ("s", "t.yml", "c.json")


def test_the_build_has_defaults() -> None:
    default = lowered(manifest()).build
    assert default.image == "aws/codebuild/amazonlinux2-x86_64-standard:5.0"
    assert default.environment_type == "LINUX_CONTAINER"
    assert default.buildspec == "copilot/pipelines/main/buildspec.yml"


def test_an_arm_image_makes_an_arm_build() -> None:
    arm = build(image="aws/codebuild/amazonlinux2-aarch64-standard:3.0")
    assert lowered(manifest(build=arm)).build.environment_type == "ARM_CONTAINER"


@pytest.mark.parametrize("provider", [Provider.GITHUB, Provider.GITHUB_V1])
def test_a_token_makes_a_token_source(provider: Provider) -> None:
    token = lowered(manifest(source=source(provider=provider, access_token_secret="s"))).source
    assert isinstance(token, TokenSource)
    assert (token.owner, token.repository, token.secret) == ("example", "shop", "s")


def test_a_template_makes_a_connection_with_a_short_name() -> None:
    long = source(repository="https://github.com/organization/a-repository-with-a-long-name")
    made = lowered(manifest(source=long)).source
    assert isinstance(made, ConnectionSource)
    assert made.connection_arn == ""
    assert made.connection_name == "copilot-organ-a-repository-with-"


def test_a_named_connection_has_the_contexts_arn_before_a_given_one() -> None:
    both = source(connection_name="main", connection_arn="arn:other")
    used = lowered(manifest(source=both), connections={"main": "arn:main"}).source
    assert isinstance(used, ConnectionSource)
    assert used.connection_arn == "arn:main"


def test_codecommit_needs_no_connection() -> None:
    url = "https://us-west-2.console.aws.amazon.com/codesuite/codecommit/repositories/shop/browse"
    read = lowered(manifest(source=source(provider=Provider.CODECOMMIT, repository=url))).source
    assert isinstance(read, CodeCommitSource)
    assert read.repository == "shop"


def test_a_stack_is_named_and_tagged_after_its_pipeline() -> None:
    application = Application("demo", ACCOUNT, "us-west-2", {"team": "shop"})
    graph = lowered(manifest(), application=application)
    assert graph.stack_name == "pipeline-demo-main"
    assert graph.tags == {"team": "shop", "copilot-application": "demo", "copilot-pipeline": "main"}


def test_a_legacy_pipeline_keeps_its_own_name() -> None:
    graph = lowered(manifest(), legacy_pipelines=frozenset({"main"}))
    assert graph.stack_name == "main"
    assert graph.tags == {"copilot-application": "demo"}


@pytest.mark.parametrize(
    ("region", "partition"), [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
)
def test_the_partition_is_the_regions(region: str, partition: str) -> None:
    world = context(environment("test", region), application=Application("demo", ACCOUNT, region))
    assert lower(manifest(), world, ("api",)).partition == partition


NAMES = st.sampled_from("abcdefgh")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=4)))
def test_a_dependent_action_runs_later(wishes: dict[str, list[str]]) -> None:
    graph = {
        name: [other for other in others if other in wishes and other < name]
        for name, others in wishes.items()
    }
    found = ranks(graph)
    assert found.keys() == graph.keys()
    for name, others in graph.items():
        assert found[name] == max((found[other] + 1 for other in others), default=0)
