"""Everything that is done with files without a command line: every pass, every format."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree
from zlib import crc32

from pilothouse.cli.formats import FORMATS, formatted
from pilothouse.cli.mend import diff_of, mend
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources
from pilothouse.diff.side import Side, compiled_side
from pilothouse.diff.stack_diff import diff_stacks
from pilothouse.driver import (
    IGNORED_BY_COPILOT,
    Checker,
    Compilation,
    Request,
    audit,
    compile_manifest,
    lint_buildspecs,
    load_checker,
    load_context,
    load_settings,
    trusting_context,
    validate,
)
from pilothouse.ir.context import Context
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import Override, Toolkit
from pilothouse.ir.printer import printable
from pilothouse.render.diff_html import diff_html
from pilothouse.render.diff_json import diff_json
from pilothouse.render.diff_markdown import diff_markdown
from pilothouse.render.diff_text import diff_text
from pilothouse.render.escape import json_text
from pilothouse.render.graph_dot import graph_dot
from pilothouse.render.graph_mermaid import graph_mermaid
from pilothouse.render.graph_svg import graph_svg
from pilothouse.render.palette import PLAIN
from pilothouse.render.template_json import template_json
from pilothouse.source.file import SourceFile
from pilothouse.source.route import Route
from pilothouse.view import View
from pilothouse.workspace.read import UnreadableFileError, decode_source
from pilothouse.yaml_text.template import template_yaml
from tests.fuzz import bases

Files = Mapping[str, bytes]
MANIFEST, CONTEXT, BUILDSPEC, PATCHES = "manifest.yml", "context.yml", "buildspec.yml", "cfn.patches.yml"
_COMPARED = 4
"""Of so many stacks, one is compared with another: that takes most of the time."""
_DIRECTORY = "copilot/pipelines/main"


@dataclass(frozen=True)
class _World:
    """A workspace, and its overrides, in memory."""

    files: Files

    def exists(self, path: str) -> bool:
        return path.rpartition("/")[2] in self.files

    def read(self, path: str) -> Outcome[SourceFile]:
        try:
            return Outcome(decode_source(self.files[path.rpartition("/")[2]], path))
        except UnreadableFileError as error:
            return Outcome(None, (error.diagnostic,))

    def find(self, _pipeline: str) -> Outcome[Override | None]:
        if PATCHES not in self.files:
            return Outcome(None)
        read = self.read(PATCHES)
        override = Override(Toolkit.PATCHES, read.value, Path()) if read.value else None
        return Outcome(override, read.findings)


def compiled(files: Files, *, lenient: bool = False) -> Compilation | None:
    """Compile a manifest in its world; None if there is nothing that can be read."""
    world = _World(files)
    file, context = world.read(MANIFEST).value, _context(world)
    if file is None or context is None:
        return None
    tolerated = IGNORED_BY_COPILOT if lenient else frozenset()
    return compile_manifest(Request(file, _DIRECTORY, context, ("api",), tolerated, world, world))


def _context(world: _World) -> Context | None:
    if CONTEXT not in world.files:
        file = world.read(MANIFEST).value
        return trusting_context(file, "demo", ("api",)) if file else None
    read = world.read(CONTEXT).value
    if read is None:
        return None
    outcome, sources = load_context(read)
    report(outcome.findings, sources)
    return outcome.value


def examine(files: Files, *, asks_cfn_lint: bool = False) -> None:
    """Do all that can be done with a manifest in its world."""
    done = compiled(files)
    if done is None:
        return
    done = audit(lint_buildspecs(done))
    if asks_cfn_lint:
        done = validate(done, warm_checker())
    report(done.diagnostics, done.sources)
    mend_all(done)
    if BUILDSPEC in files:
        return  # nothing of it is in the template
    draw(done)
    if done.stack is None and (lenient := compiled(files, lenient=True)):
        draw(lenient)


def mend_all(done: Compilation) -> None:
    """Fix what can be fixed, by guesses too."""
    for change in mend([done.request], View(unchecked=frozenset()), lambda _: True):
        diff_of(change)


def report(findings: Sequence[Diagnostic], sources: Sources) -> None:
    """Choose findings, and write them in every format."""
    shown = View(unchecked=frozenset()).choose(findings, sources, frozenset())
    for form in FORMATS:
        text = formatted(form, shown, sources, lambda _: True, PLAIN)
        text.encode()
        if form in ("json", "sarif", "gitlab"):
            _check_json(text)
        elif form == "junit":
            ElementTree.fromstring(text)


def draw(done: Compilation) -> None:
    """Write what came of a compilation in every form; of some, how it differs from another stack."""
    for value in (done.document, done.manifest, done.graph, done.stack):
        if value is not None:
            _check_json(json_text(printable(value)))
    if done.graph:
        graph_dot(done.graph).encode()
        graph_mermaid(done.graph).encode()
        ElementTree.fromstring(graph_svg(done.graph))
    if done.stack:
        template_yaml(done.stack.template).encode()
        text = template_json(done.stack.template)
        _check_json(text)
        if crc32(text.encode()) % _COMPARED == 0:
            compare(compiled_side("after", done.stack, done.sources))


def compare(after: Side) -> None:
    """Say how a stack differs from another, in both directions."""
    before = Side("before", bases.template(0))
    for sides in ((before, after), (after, before)):
        diffs = [diff_stacks("stack", *sides)]
        _check_json(diff_json(diffs))
        for text in (diff_text(diffs, PLAIN, 2), diff_markdown(diffs), diff_html(diffs)):
            text.encode()


def _check_json(text: str) -> None:
    text.encode()
    json.loads(text, parse_constant=_refuse)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def examine_settings(content: bytes, table: Route) -> None:
    """Read settings."""
    try:
        file = decode_source(content, "pyproject.toml")
    except UnreadableFileError:
        return
    outcome, sources = load_settings(file, table)
    report(outcome.findings, sources)


@cache
def warm_checker() -> Checker:
    """Return a checker that runs cfn-lint and has loaded everything that it needs."""
    checker = load_checker()
    done = compiled({MANIFEST: bases.manifests()[0].encode()})
    assert done is not None
    validate(done, checker)
    return checker
