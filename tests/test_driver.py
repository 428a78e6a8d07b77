"""The passes together: what stops a compilation, what doesn't, and that no input crashes it."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilothouse.diagnostics.locate import locate
from pilothouse.driver import (
    IGNORED_BY_COPILOT,
    Compilation,
    Request,
    audit,
    compile_manifest,
    lint_buildspecs,
    load_context,
)
from pilothouse.ir.context import Context
from pilothouse.ir.outcome import Outcome
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile

ROOT = Path(__file__).parent.parent
OK = sorted(path for path in (ROOT / "fixtures" / "ok").glob("*.yml") if path.name.count(".") == 1)


def read_context() -> Context:
    outcome, _ = load_context(SourceFile("context.yml", (ROOT / "fixtures/context.yml").read_text("utf-8")))
    assert outcome.value is not None
    return outcome.value


CONTEXT = read_context()


def compiled(text: str, **more: Any) -> Compilation:
    file = SourceFile("manifest.yml", text)
    return compile_manifest(Request(file, "copilot/pipelines/x", CONTEXT, tuple(CONTEXT.workloads), **more))


def slugs(compilation: Compilation) -> list[str]:
    return [finding.code.slug for finding in compilation.diagnostics]


HEAD = "name: x\nversion: 1\nsource:\n  provider: GitHub\n  properties: {repository: example/shop}\n"


def test_a_compilation_has_the_result_of_every_step() -> None:
    done = compiled(HEAD + "stages: [{name: test}]\n")
    assert done.diagnostics == ()
    assert None not in (done.document, done.manifest, done.graph, done.stack)


def test_an_error_of_shape_stops_it_before_the_manifest() -> None:
    done = compiled(HEAD + "stages: {name: test}\n")
    assert slugs(done) == ["wrong-type"]
    assert (done.manifest, done.stack) == (None, None)


def test_unknown_keys_do_not_hide_findings_of_the_rules() -> None:
    done = compiled(HEAD + "stages: [{name: tset, color: red}]\n")
    assert slugs(done) == ["unknown-environment", "unknown-key"]
    assert done.stack is None


def test_findings_come_in_the_order_of_the_text() -> None:
    done = compiled("name: x\nstages: [{nam: 1}, {name: [2]}]\nsource: 3\n")
    starts = [locate(finding.place, done.sources).span for finding in done.diagnostics]
    assert starts == sorted(starts, key=lambda span: span.start if span else (0, 0))


def test_tolerated_errors_are_warnings_and_compile() -> None:
    text = HEAD + "color: red\nstages: [{name: test, depends_on: [x]}]\n"
    assert compiled(text).stack is None
    done = compiled(text, tolerated=IGNORED_BY_COPILOT)
    assert {finding.severity.label for finding in done.diagnostics} == {"warning"}
    assert done.stack is not None
    assert done.stack.template == compiled(HEAD + "stages: [{name: test}]\n").stack.template  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_hash_seed_changes_no_byte(seed: str) -> None:
    command = [
        sys.executable,
        "-m",
        "pilothouse",
        "compile",
        "--no-validate",
        "--context",
        "fixtures/context.yml",
    ]
    done = subprocess.run(
        [*command, "fixtures/ok/actions.yml"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "compiler")},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode() == (ROOT / "fixtures/ok/actions.template.yml").read_text("utf-8")


def _routes(data: Any) -> list[tuple[Any, ...]]:
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [(), *((key, *route) for key, child in children for route in _routes(child))]


def _manifests() -> list[Any]:
    texts = (path.read_text("utf-8") for path in OK)
    return [document.value.data for text in texts if (document := parse(SourceFile("x", text))).value]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        "name",
        "version",
        "depends_on",
        "buildspec",
        "stages",
        "deployments",
        "test_commands",
        "<<",
        "*",
        "é",
        "",
    ]
)


@given(st.data())
def test_no_value_at_any_place_breaks_the_compiler(data: st.DataObject) -> None:
    manifest = copy.deepcopy(data.draw(st.sampled_from(_manifests())))
    route = data.draw(st.sampled_from(_routes(manifest)[1:]))
    parent = manifest
    for step in route[:-1]:
        parent = parent[step]
    match data.draw(st.sampled_from(["replace", "remove", "add"])):
        case "remove":
            del parent[route[-1]]
        case "add" if isinstance(parent, dict):
            parent[data.draw(KEYS)] = data.draw(VALUES)
        case _:
            parent[route[-1]] = data.draw(VALUES)
    done = compiled(json.dumps(manifest))
    assert (done.stack is None) == done.has_errors
    for finding in done.diagnostics:
        location = locate(finding.place, done.sources)
        assert location.span is None or location.span.start <= location.span.end


class OneBuildspec:
    """A workspace whose buildspecs all have the same text, with a record of reads."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.reads: list[str] = []

    def exists(self, path: str) -> bool:
        return path.endswith(".yml") and "manifest" not in path

    def read(self, path: str) -> Outcome[SourceFile]:
        self.reads.append(path)
        return Outcome(SourceFile(path, self.text))


def test_a_buildspec_with_many_spellings_is_read_once() -> None:
    files = OneBuildspec("version: 0.2\nphases: {build: {commands: [echo]}}\n")
    actions = "".join(f"      a{n}: {{buildspec: {'./' * n}ci//b.yml}}\n" for n in range(9))
    text = f"{HEAD}build: {{buildspec: ./b.yml}}\nstages:\n  - name: test\n    post_deployments:\n{actions}"
    done = audit(lint_buildspecs(compiled(text, files=files)))
    assert files.reads == ["b.yml", "ci/b.yml"]
    privileged = [one.message for one in done.diagnostics if one.code.slug == "privileged-action"]
    assert len(privileged) == 10
