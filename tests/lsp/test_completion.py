"""What is proposed where."""

import json
from collections.abc import Iterator

import pytest

from pilothouse.ir.context import Application, Context, Environment
from pilothouse.lsp.completion import World, complete
from pilothouse.lsp.outline import cursor_at, read_keys
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


def proposals(text: str) -> Iterator[tuple[str, str]]:
    before, _, after = text.partition("|")
    lines = (before + after).split("\n")
    cursor = cursor_at(lines, before.count("\n"), len(before.rpartition("\n")[2]))
    world = World(CONTEXT, ("api", "web"), read_keys(lines))
    return ((one.label, one.text) for one in complete(cursor, SHAPE, world))


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


def test_what_is_written_fits_the_place() -> None:
    assert dict(proposals("|"))["name"] == "name: "
    assert dict(proposals("|"))["stages"] == "stages:"
    assert dict(proposals("stages:\n  - deployments:\n      |"))["api"] == "api:"
    one = "stages:\n  - deployments:\n      api:\n      web:\n        depends_on: |"
    assert dict(proposals(one)) == {"api": "[api]"}
