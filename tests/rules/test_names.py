"""Defects of names: clashes, lengths, characters, two stages for one environment."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.ir.context import Application
from pilothouse.rules import duplicate_stage, invalid_name, name_clash, name_too_long
from tests.build_manifest import ACCOUNT, action, build, context, deployment, manifest, stage
from tests.build_subject import findings, places


def test_names_that_differ_only_in_punctuation_clash() -> None:
    clash = manifest(stage(pre_deployments=(action("db-mig"), action("dbmig"))))
    assert places(name_clash.check, clash) == ["key stages.0.pre_deployments.dbmig"]


def test_a_project_clashes_with_the_role_of_another() -> None:
    clash = manifest(stage(pre_deployments=(action("a"), action("aBuildProjectRole"))))
    assert places(name_clash.check, clash) == ["key stages.0.pre_deployments.aBuildProjectRole"]


def test_stages_clash_through_their_names() -> None:
    clash = manifest(
        stage("a-b", 0, pre_deployments=(action("x"),)),
        stage("ab", 1, pre_deployments=(action("x", stage=1),)),
    )
    assert places(name_clash.check, clash) == ["key stages.1.pre_deployments.x"]


def test_a_dash_in_a_tested_stage_is_written_out() -> None:
    clash = manifest(stage("a-b", 0, test_commands=("make",)), stage("aDASHb", 1, test_commands=("make",)))
    assert places(name_clash.check, clash) == ["key stages.1.test_commands"]


@pytest.mark.parametrize("name", ["CreateOrUpdate-api-test", "ApprovePromotionTo-test", "TestCommands"])
def test_an_action_clashes_with_one_that_the_stage_has_anyway(name: str) -> None:
    full = stage(requires_approval=True, test_commands=("make",), pre_deployments=(action(name),))
    assert places(name_clash.check, manifest(full)) == [f"key stages.0.pre_deployments.{name}"]


def test_the_same_name_before_and_after_the_deployments_clashes() -> None:
    both = stage(pre_deployments=(action("a"),), post_deployments=(action("a", group="post_deployments"),))
    assert places(name_clash.check, manifest(both)) == ["key stages.0.post_deployments.a"]


def test_the_same_name_in_two_stages_is_fine() -> None:
    two = manifest(
        stage("test", 0, pre_deployments=(action("a"),)),
        stage("prod", 1, pre_deployments=(action("a", stage=1),)),
    )
    assert places(name_clash.check, two) == []


def test_every_further_stage_of_an_environment_is_found() -> None:
    three = manifest(stage("test", 0), stage("prod", 1), stage("test", 2), stage("test", 3))
    assert places(duplicate_stage.check, three) == ["value stages.2.name", "value stages.3.name"]


def long(name: str, application: str = "demo", **more: Any) -> list[tuple[str, str, str]]:
    world = context(application=Application(application, ACCOUNT, "us-west-2"), **more)
    return findings(name_too_long.check, manifest(name=name), world)


def test_a_name_is_as_long_as_what_is_derived_from_it() -> None:
    limit = 128 - len("pipeline-demo-") - len("-CodepipelinePolicy")
    assert long("a" * limit) == []
    assert [(slug, place) for slug, place, _ in long("a" * (limit + 1))] == [("name-too-long", "value name")]


def test_a_further_policy_has_a_longer_name() -> None:
    limit = 128 - len("pipeline-demo-") - len("-BuildProjectAdditionalPolicy")
    policy = build(additional_policy={"Statement": []})
    assert findings(name_too_long.check, manifest(name="a" * limit, build=policy)) == []
    assert findings(name_too_long.check, manifest(name="a" * (limit + 1), build=policy)) != []


def test_a_hundred_characters_can_pass_the_limit_of_the_stack() -> None:
    found = long("a" * 100, application="b" * 30)
    assert [help.startswith("shorten it by 12: pipeline-") for _, _, help in found] == [True]


def test_a_legacy_pipeline_has_no_prefix() -> None:
    name = "a" * 100
    assert long(name, legacy_pipelines=frozenset({name})) == []


def test_actions_and_artifacts_have_a_limit_too() -> None:
    name = "a" * (100 - len("PretestDeploymentAction") - len("Output"))
    assert places(name_too_long.check, manifest(stage(pre_deployments=(action(name),)))) == []
    assert places(name_too_long.check, manifest(stage(pre_deployments=(action(name + "a"),)))) == [
        f"key stages.0.pre_deployments.{name}a"
    ]


@pytest.mark.parametrize("name", ["api.v1@x_y-Z", "123"])
def test_an_action_may_have_these_characters(name: str) -> None:
    entry = deployment(name, stack_name="own")
    assert places(invalid_name.check, manifest(stage(deployments=(entry,)))) == []


@pytest.mark.parametrize(
    ("name", "count"), [("api.v1", 1), ("my_db", 1), ("a@b", 1), ("my-db", 0), ("123", 0)]
)
def test_a_deployment_without_a_stacks_name_is_part_of_one(name: str, count: int) -> None:
    found = places(invalid_name.check, manifest(stage(deployments=(deployment(name),))))
    assert found == [f"key stages.0.deployments.{name}"] * count


def test_a_stages_name_is_part_of_its_actions() -> None:
    assert places(invalid_name.check, manifest(stage("te st"))) == ["value stages.0.name"]


@pytest.mark.parametrize("name", ["a b", "a/b", "ä", ""])
def test_an_action_may_not_have_others(name: str) -> None:
    assert places(invalid_name.check, manifest(stage(deployments=(deployment(name),)))) == [
        f"key stages.0.deployments.{name}".rstrip(".") if name else "key stages.0.deployments."
    ]


@pytest.mark.parametrize("name", ["a b", "1abc", "a_b"])
def test_a_stack_has_letters_digits_and_dashes(name: str) -> None:
    odd = manifest(stage(deployments=(deployment("api", stack_name=name),)))
    assert places(invalid_name.check, odd) == ["value stages.0.deployments.api.stack_name"]


def test_a_pipelines_name_is_part_of_its_stacks() -> None:
    assert places(invalid_name.check, manifest(name="1st-main")) == []
    assert places(invalid_name.check, manifest(name="shop_main")) == ["value name"]
    legacy = context(legacy_pipelines=frozenset({"1st-main"}))
    assert places(invalid_name.check, manifest(name="1st-main"), legacy) == ["value name"]
