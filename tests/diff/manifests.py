"""Manifests of all shapes, and what they compile to."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.ir.context import Context
from pilothouse.ir.stack import Stack
from pilothouse.source.file import SourceFile

FIXTURES = Path(__file__).parents[2] / "fixtures"
ENVIRONMENTS = ("test", "staging", "prod-eu", "prod")
NAMES = st.sampled_from(["api", "frontend", "report"])
COMMANDS = st.lists(st.sampled_from(["make test", "echo 'a: b'", "curl -f https://example.com"]), max_size=3)


@st.composite
def manifests(draw: st.DrawFn) -> str:
    """Draw the text of a manifest that compiles; JSON is YAML."""
    stages = draw(st.lists(st.sampled_from(ENVIRONMENTS), min_size=1, max_size=4, unique=True))
    manifest = {
        "name": draw(st.sampled_from(["web", "web", "shop"])),
        "version": 1,
        "source": {
            "provider": "GitHub",
            "properties": {
                "branch": draw(st.sampled_from(["main", "release"])),
                "repository": "https://github.com/example/shop",
            },
        },
        "stages": [draw(_stage(name)) for name in stages],
    }
    if image := draw(st.sampled_from(["", "aws/codebuild/amazonlinux2-aarch64-standard:3.0"])):
        manifest["build"] = {"image": image}
    return json.dumps(manifest)


@st.composite
def _stage(draw: st.DrawFn, name: str) -> dict[str, Any]:
    stage: dict[str, Any] = {"name": name}
    if draw(st.booleans()):
        stage["requires_approval"] = True
    if draw(st.booleans()):
        stage["deployments"] = _chain(draw(st.lists(NAMES, min_size=1, unique=True)), {})
    if draw(st.booleans()):
        pre = draw(st.lists(st.sampled_from(["migrate", "seed"]), min_size=1, unique=True))
        stage["pre_deployments"] = _chain(pre, {"buildspec": "buildspec.yml"})
    if commands := draw(COMMANDS):
        stage["test_commands"] = commands
    return stage


def _chain(names: list[str], body: dict[str, str]) -> dict[str, Any]:
    """Let each name wait for the one before."""
    waits = [{}, *({"depends_on": [name]} for name in names)]
    return {name: body | wait for name, wait in zip(names, waits, strict=False)}


@cache
def context() -> Context:
    """The context of the fixtures."""
    path = FIXTURES / "context.yml"
    found = load_context(SourceFile(path.name, path.read_text()))[0].value
    assert found is not None
    return found


@cache
def compiled_stack(manifest: str) -> Stack:
    """Compile a manifest that has no errors."""
    file = SourceFile("manifest.yml", manifest)
    request = Request(file, "copilot/pipelines/web", context(), ("api", "frontend", "report"))
    compilation = compile_manifest(request)
    assert compilation.stack, compilation.diagnostics
    return compilation.stack


def compiled(manifest: str) -> dict[str, Any]:
    """Compile a manifest to its template."""
    return compiled_stack(manifest).template
