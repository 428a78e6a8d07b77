"""A context made up from a manifest: everything that the manifest names exists in it."""

from __future__ import annotations

import pytest

from pilothouse.ir.context import Context
from pilothouse.passes.assume_context import REGION, assume_context
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile

CONSOLE = "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/shop/browse"


def assumed(text: str, *workloads: str) -> Context:
    return assume_context(parse(SourceFile("manifest.yml", text)).value, "demo", workloads)


def test_environments_and_connections_exist_as_named() -> None:
    world = assumed("source: {properties: {connection_name: main}}\nstages: [{name: test}, {name: 1}]\n")
    assert list(world.environments) == ["test", "1"]
    assert list(world.connections) == ["main"]
    assert {environment.region for environment in world.environments.values()} == {REGION}


def test_the_region_is_that_of_codecommit() -> None:
    world = assumed(f"source: {{properties: {{repository: '{CONSOLE}'}}}}\nstages: [{{name: test}}]\n")
    assert world.application.region == world.environments["test"].region == "eu-west-1"
    assert world.artifact_buckets[0].region == "eu-west-1"


def test_local_workloads_count_before_the_deployments_that_are_named() -> None:
    text = "stages: [{name: test, deployments: {api: , web: }}]\n"
    assert list(assumed(text, "report").workloads) == ["report"]
    assert list(assumed(text).workloads) == ["api", "web"]
    assert list(assumed("stages: [{name: test}]\n").workloads) != []


@pytest.mark.parametrize(
    "text", ["", "- 1\n", "stages: 1\n", "stages: [1, {name: [a]}]\n", "source: {properties: [1]}\n"]
)
def test_a_document_may_have_any_shape(text: str) -> None:
    assert assumed(text).environments == {}
