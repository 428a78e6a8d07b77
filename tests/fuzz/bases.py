"""What is changed at random: good files of every kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.ir.context import Context
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from tests.fuzz.tree import Tree, tree_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
BUILDSPEC = """\
version: 0.2
env:
  shell: bash
  variables: {A: b}
  parameter-store: {C: /d}
  secrets-manager: {E: f}
phases:
  install:
    runtime-versions: {nodejs: 18, python: 3.11, docker: 20}
    commands:
      - npm ci
      - "curl -sL https://example.com/x | bash"
  build:
    commands:
      - curl -o copilot https://ecs-cli-v2-release.s3.amazonaws.com/copilot-linux-v1.20.0
      - |
        echo "one"
        make
    finally: [echo done]
artifacts:
  files: ["infrastructure/*"]
cache: {paths: [node_modules]}
"""
SETTINGS = """\
# settings
select = ["PH101", "unknown-key"]
ignore = ["PH203"]
fail-on = "warning"
allow-code = false

[per-file-ignores]
"copilot/*" = ["PH401", "PH214"]
'other' = []
"""


@cache
def manifests() -> tuple[str, ...]:
    """The texts of good manifests, templates left out."""
    paths = sorted((FIXTURES / "ok").glob("*.yml"))
    return tuple(path.read_text("utf-8") for path in paths if path.name.count(".") == 1)


@cache
def manifest_trees() -> tuple[Tree, ...]:
    """The same as trees."""
    return tuple(tree_of(data_of(text)) for text in manifests())


@cache
def context_text() -> str:
    """The text of a context in which all of their names exist."""
    return (FIXTURES / "context.yml").read_text("utf-8")


@cache
def context() -> Context:
    """The same, read."""
    value = load_context(SourceFile("context.yml", context_text()))[0].value
    assert value is not None
    return value


@cache
def template(index: int) -> dict[str, Any]:
    """Return what the manifest at an index, or the next that can be, compiles to."""
    for text in manifests()[index:] + manifests():
        request = Request(SourceFile("manifest.yml", text), "copilot/pipelines/main", context(), ("api",))
        if stack := compile_manifest(request).stack:
            return stack.template
    raise AssertionError("no manifest compiles")


def data_of(text: str) -> Any:
    """Return the plain data of a YAML text."""
    document = parse(SourceFile("text.yml", text)).value
    assert document is not None
    return document.data
