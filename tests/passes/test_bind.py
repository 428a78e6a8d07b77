"""Document to manifest: types, defaults, and text where YAML read something else."""

from __future__ import annotations

import pytest

from pilothouse.ir.manifest import Manifest
from pilothouse.passes.bind import bind
from pilothouse.passes.bind_context import bind_context
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile

HEAD = "name: main\nsource: {provider: GitHub, properties: {repository: example/shop}}\n"


def bound(text: str) -> Manifest:
    document = parse(SourceFile("manifest.yml", text)).value
    assert document is not None
    return bind(document, "copilot/pipelines/main")


def test_a_missing_value_reads_as_empty() -> None:
    read = bound(HEAD + "stages: [{name: test}]\n")
    assert read.version is None
    assert read.source.branch == "main"
    assert (read.build.image, read.build.buildspec, read.build.additional_policy) == ("", "", None)
    (stage,) = read.stages
    assert not stage.requires_approval
    assert (stage.deployments, stage.pre_deployments, stage.test_commands) == ((), (), ())


@pytest.mark.parametrize("empty", ["", " {}", " ~"])
def test_nothing_given_is_nothing(empty: str) -> None:
    assert (
        bound(HEAD + f"build:{empty}\nstages: [{{name: test, deployments:{empty} }}]\n").stages[0].deployments
        == ()
    )


def test_numbers_are_text_as_written() -> None:
    read = bound(HEAD.replace("main", "0x1F", 1) + "stages: [{name: 1.50, test_commands: [true, 007]}]\n")
    assert read.name == "0x1F"
    assert read.stages[0].name == "1.50"
    assert read.stages[0].test_commands == ("true", "007")


@pytest.mark.parametrize("yes", ["true", "True", "yes", "Y", "on", "'yes'"])
def test_yes_is_true_where_a_boolean_is_expected(yes: str) -> None:
    assert bound(HEAD + f"stages: [{{name: test, requires_approval: {yes}}}]\n").stages[0].requires_approval


@pytest.mark.parametrize("no", ["false", "no", "off", "~", "N"])
def test_no_is_false(no: str) -> None:
    assert (
        not bound(HEAD + f"stages: [{{name: test, requires_approval: {no}}}]\n").stages[0].requires_approval
    )


def test_the_misspelled_approval_counts() -> None:
    assert bound(HEAD + "stages: [{name: test, require_approval: true}]\n").stages[0].requires_approval


def test_entries_keep_their_order_and_know_their_origin() -> None:
    text = HEAD + "stages: [{name: a}, {name: b, deployments: {z: , y: {depends_on: [z]}}}]\n"
    z, y = bound(text).stages[1].deployments
    assert (z.name, z.origin) == ("z", ("stages", 1, "deployments", "z"))
    assert (y.name, y.depends_on) == ("y", ("z",))


def test_unknown_keys_are_dropped() -> None:
    assert bound(HEAD + "color: red\nstages: [{name: a, size: 1}]\n") == bound(
        HEAD + "\nstages: [{name: a}]\n"
    )


def test_a_context_needs_only_its_application() -> None:
    text = "version: 1\napplication: {name: demo, account: '123456789012', region: us-west-2}\n"
    document = parse(SourceFile("context.yml", text)).value
    assert document is not None
    context = bind_context(document)
    assert context.application.account == "123456789012"
    assert (context.environments, context.artifact_buckets, context.connections) == ({}, (), {})
