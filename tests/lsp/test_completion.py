"""What is proposed where."""

import json
from collections.abc import Iterator

import pytest

from pilothouse.ir.context import Application, Context, Environment
from pilothouse.lsp.completion import World, complete
from pilothouse.lsp.outline import cursor_at, read_outline
from pilothouse.lsp.shape import Shape
from pilothouse.schema_files import schema_text

SHAPE = Shape(json.loads(schema_text("manifest")))
CONTEXT = Context(
    "context.yml",
    Application("demo", "123456789012", "us-west-2"),
    {name: Environment(name, "123456789012", "us-west-2", "", "") for name in ("test", "prod")},
    {"api": "Backend Service", "web": "Load Balanced Web Service"},
    connections={"mine": "arn:…"},
)


FILES = ("ci/x.json", "ci/x.yml", "copilot/pipelines/web/buildspec.yml")


def proposals(text: str) -> Iterator[tuple[str, str]]:
    """Yield what is proposed at `|`, and the text once it is taken."""
    before, _, after = text.partition("|")
    lines = (before + after).split("\n")
    cursor = cursor_at(lines, before.count("\n"), len(before.rpartition("\n")[2]))
    if cursor is None:
        return
    world = World(CONTEXT, ("api", "web"), read_outline(lines), FILES)
    for one in complete(cursor, SHAPE, world):
        head = before[: len(before) - len(cursor.typed)]
        yield one.label, head + one.text + after[len(cursor.tail) :]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("|", ["name", "version", "source", "build", "stages"]),
        ("name: x\nversion: 1\n|\nstages:\n", ["source", "build"]),
        ("version: |", ["1"]),
        ("source:\n  provider: |", ["GitHub", "Bitbucket", "CodeCommit", "GitHubV1"]),
        ("source:\n  properties:\n    connection_name: |", ["mine"]),
        ("stages:\n  - name: |", ["test", "prod"]),
        ("stages:\n  - name: test\n    requires_approval: |", ["y", "Y", "true", "false"][2:]),
        ("stages:\n  - deployments:\n      |", ["api", "web"]),
        ("stages:\n  - deployments:\n      api:\n      |", ["web"]),
        (
            "stages:\n  - deployments:\n      api:\n        |",
            ["depends_on", "stack_name", "template_path", "template_config"],
        ),
        ("stages:\n  - deployments:\n      api:\n      web:\n        depends_on: [|", ["api"]),
        ("stages:\n  - pre_deployments:\n      a:\n      b:\n        depends_on:\n          - |", ["a"]),
        ("stages:\n  - pre_deployments:\n      |", []),
        ("nonsense:\n  |", []),
    ],
)
def test_it_is_proposed(text: str, labels: list[str]) -> None:
    assert [label for label, _ in proposals(text)] == labels


GROUP = "stages:\n  - deployments:\n      orders:\n      web:\n        depends_on: "


@pytest.mark.parametrize(
    ("text", "label", "written"),
    [
        ("|", "name", "name: "),
        ("|", "stages", "stages:"),
        ("prov|: GitHub", "version", "version: GitHub"),
        ("st|: ", "stages", "stages: "),
        ("na|m: web", "name", "name: web"),
        ("name|: web", "name", "name: web"),
        ("'na|'", "name", "'name'"),
        ("'na|", "name", "'name': "),
        ("stages:\n  - deployments:\n      |", "api", "stages:\n  - deployments:\n      api:"),
        ('source:\n  provider: "|"', "GitHub", 'source:\n  provider: "GitHub"'),
        ('source:\n  provider: "Gi|t" # x', "GitHub", 'source:\n  provider: "GitHub" # x'),
        ('source:\n  provider: "|', "GitHub", 'source:\n  provider: "GitHub"'),
        ("source:\n  provider: Git|Hub # x", "Bitbucket", "source:\n  provider: Bitbucket # x"),
        ("source:\n  provider: |Git", "GitHub", "source:\n  provider: GitHub"),
        ("source:\n  provider:|", "GitHub", "source:\n  provider: GitHub"),
        ("source: {provider:|}", "GitHub", "source: {provider: GitHub}"),
        ("source: {prov|}", "provider", "source: {provider: }"),
        ("source: {prop|: {branch: x}}", "properties", "source: {properties: {branch: x}}"),
        ("stages:\n  - name: '|'", "test", "stages:\n  - name: 'test'"),
        ("stages:\n  -|", "name", "stages:\n  - name: "),
        ("stages:\n  |", "name", "stages:\n  - name: "),
        ("stages:\n  - name: test\n  |", "name", "stages:\n  - name: test\n  - name: "),
        ("stages:\n- name: test\n|", "build", "stages:\n- name: test\nbuild:"),
        (GROUP + "|", "orders", GROUP + "[orders]"),
        (GROUP + "[|]", "orders", GROUP + "[orders]"),
        (GROUP + '["|"]', "orders", GROUP + '["orders"]'),
        (GROUP + "[\n          o|x,\n        ]", "orders", GROUP + "[\n          orders,\n        ]"),
        (GROUP + "[or|", "orders", GROUP + "[orders"),
        (GROUP + "\n          -|", "orders", GROUP + "\n          - orders"),
        (GROUP + "\n          |", "orders", GROUP + "\n          - orders"),
        (GROUP + "\n          - o|rd", "orders", GROUP + "\n          - orders"),
    ],
)
def test_what_is_taken_replaces_the_word_and_fits_the_place(text: str, label: str, written: str) -> None:
    assert dict(proposals(text))[label] == written


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (GROUP + "[orders, |]", "orders"),
        (GROUP + "[|, orders]", "orders"),
        (GROUP + "\n          - orders\n          - |", "orders"),
        (GROUP + "|", "web"),
        ("stages:\n  - name: test\n  - name: |", "test"),
        ("stages:\n  - name: |\n  - {name: test}", "test"),
        ("name: x\n|", "name"),
        ("# |", "name"),
    ],
)
def test_what_would_be_wrong_is_not_proposed(text: str, label: str) -> None:
    assert label not in dict(proposals(text))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("stages: [{deployments: {orders: , web: {depends_on: [ord|]}}}]", ["orders"]),
        ("stages:\n  - deployments: {orders: {}, web: {depends_on: |}}", ["orders"]),
        ("build:\n  buildspec: |", ["copilot/pipelines/web/buildspec.yml", "ci/x.yml"]),
        (
            "stages:\n  - deployments:\n      a:\n        template_path: |",
            ["ci/x.json", "ci/x.yml", "copilot/pipelines/web/buildspec.yml"],
        ),
    ],
)
def test_names_and_files_are_proposed(text: str, labels: list[str]) -> None:
    assert list(dict(proposals(text))) == labels


def test_images_are_proposed() -> None:
    assert "aws/codebuild/amazonlinux-x86_64-standard:5.0" in dict(proposals("build: {image: aws/co|}"))
