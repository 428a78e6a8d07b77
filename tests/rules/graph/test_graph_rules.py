"""Defects that show only in the graph: actions and their order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.graph import CodeCommitSource, Graph, Stage
from pilothouse.passes.check_graph import check_graph
from tests.build_graph import CONNECTION, graph, large_graph, small_graph, stage

PATH = "manifest.yml"


def found(given: Graph) -> list[Diagnostic]:
    return list(check_graph(given, PATH))


def slugs(given: Graph) -> list[str]:
    return [finding.code.slug for finding in found(given)]


def deploying(name: str, stacks: dict[str, str], index: int = 0, **depends: tuple[str, ...]) -> Stage:
    """A stage with these deployments, each with its stack."""
    plain = stage(name, {one: depends.get(one, ()) for one in stacks}, index=index)
    named = tuple(replace(one, stack_name=stacks[one.deployment]) for one in plain.deployments)
    return replace(plain, deployments=named)


@pytest.mark.parametrize("given", [small_graph(), large_graph()], ids=["small", "large"])
def test_a_sound_pipeline_has_no_findings(given: Graph) -> None:
    assert slugs(given) == []


def test_48_deployment_stages_are_the_most() -> None:
    stages = [stage(f"e{n}", {"api": ()}, index=n) for n in range(49)]
    assert slugs(graph(*stages[:48])) == []
    (finding,) = found(graph(*stages))
    assert finding.code.slug == "too-many-stages"
    assert finding.place == Place(PATH, Value(("stages", 48, "name")))


def test_a_dropped_stage_does_not_count() -> None:
    stages = [stage(f"e{n}", {"api": ()}, index=n) for n in range(48)]
    assert slugs(graph(*stages, stage("empty", {}, index=48))) == []


def test_50_actions_of_a_stage_are_the_most_and_all_kinds_count() -> None:
    deployments = {f"s{n}": () for n in range(47)}
    assert slugs(graph(stage("test", deployments, approval=True, pre={"a": ()}, post={"b": ()}))) == []
    more = stage("test", deployments, approval=True, pre={"a": ()}, post={"b": (), "c": ()})
    (finding,) = found(graph(more))
    assert "51 actions" in finding.message


def test_1000_actions_of_a_pipeline_are_the_most() -> None:
    full = {f"s{n}": () for n in range(50)}
    stages = [stage(f"e{n}", full, index=n) for n in range(19)]
    rest = {f"s{n}": () for n in range(48)}
    assert slugs(graph(*stages, stage("last", rest, index=19))) == []
    (finding,) = found(graph(*stages, stage("last", {**rest, "one": ()}, index=19)))
    assert "1001 actions" in finding.message
    assert finding.place == Place(PATH, Key(("stages",)))


def test_one_stack_at_the_same_time_is_an_error() -> None:
    (finding,) = found(graph(deploying("test", {"a": "shared", "b": "shared", "c": "own"})))
    assert finding.code.slug == "parallel-stack"
    assert finding.related[0].place == Place(PATH, Key(("stages", 0, "deployments", "a")))


def test_one_stack_after_another_is_a_warning() -> None:
    (finding,) = found(graph(deploying("test", {"z": "shared", "b": "shared"}, b=("z",))))
    assert finding.code.slug == "repeated-stack"
    assert finding.place == Place(PATH, Key(("stages", 0, "deployments", "b")))


def test_two_stages_of_one_account_and_region_share_stacks() -> None:
    stages = (deploying("test", {"a": "shared"}), deploying("prod", {"a": "shared"}, index=1))
    assert slugs(graph(*stages)) == ["repeated-stack"]


@pytest.mark.parametrize("where", [{"region": "eu-west-1"}, {"account": "210987654321"}])
def test_stacks_of_one_name_in_two_places_are_two(where: dict[str, Any]) -> None:
    prod = deploying("prod", {"a": "shared"}, index=1)
    prod = replace(prod, environment=replace(prod.environment, **where))
    assert slugs(graph(deploying("test", {"a": "shared"}), prod)) == []


@pytest.mark.parametrize("key", ["template_path", "template_config"])
def test_a_path_counts_with_its_artifact(key: str) -> None:
    plain = stage("test", {"api": ()})
    (deployment,) = plain.deployments

    def with_path(length: int) -> Graph:
        given: dict[str, Any] = {key: "x" * length}
        longer = replace(deployment, **given)
        return graph(replace(plain, deployments=(longer,)))

    assert slugs(with_path(1000 - len("BuildOutput::"))) == []
    (finding,) = found(with_path(1001 - len("BuildOutput::")))
    assert finding.place == Place(PATH, Value(("stages", 0, "deployments", "api", key)))


def test_a_branch_is_shorter_in_codecommit() -> None:
    plain = stage("test", {"api": ()})
    assert slugs(graph(plain, source=replace(CONNECTION, branch="x" * 1000))) == []
    assert slugs(graph(plain, source=replace(CONNECTION, branch="x" * 1001))) == ["value-too-long"]
    for length, expected in ((256, []), (257, ["value-too-long"])):
        assert slugs(graph(plain, source=CodeCommitSource("shop", "x" * length, "", ("source",)))) == expected
