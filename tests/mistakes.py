"""The table of mistakes: what people write, and the findings.

`fixtures/mistakes/mistakes.yml` has each mistake in words, and the text of `manifest.yml` that it replaces;
`make golden` writes the findings for each, with the line and the cure, to `fixtures/mistakes/mistakes.out`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.driver import (
    Checker,
    Compilation,
    Request,
    compile_manifest,
    lint_buildspecs,
    load_context,
    validate,
)
from pilothouse.source.file import SourceFile

FOLDER = Path(__file__).parent.parent / "fixtures" / "mistakes"
TABLE, SAID = FOLDER / "mistakes.yml", FOLDER / "mistakes.out"
MANIFEST = "copilot/pipelines/release/manifest.yml"
WORKLOADS = ("api", "frontend")
WITH_POLICIES = "Build"
"""The heading under which cfn-lint runs, too: nothing else reads policies."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in words, under its heading, and the whole manifest that contains it."""

    heading: str
    title: str
    text: str


def mistakes() -> list[Mistake]:
    """Every mistake of the table, in its order."""
    manifest = (FOLDER / "manifest.yml").read_text(encoding="utf-8")
    table = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return [
        Mistake(heading, title, _with_mistake(manifest, title, right, wrong))
        for heading, rows in table.items()
        for title, right, wrong in rows
    ]


def compile_mistake(mistake: Mistake, checker: Checker) -> Compilation:
    """Compile and lint a manifest as `lint` does."""
    context_file = FOLDER.parent / "context.yml"
    context = load_context(SourceFile("copilot/context.yml", context_file.read_text(encoding="utf-8")))[
        0
    ].value
    assert context is not None
    request = Request(SourceFile(MANIFEST, mistake.text), "copilot/pipelines/release", context, WORKLOADS)
    compilation = lint_buildspecs(compile_manifest(request))
    return validate(compilation, checker) if mistake.heading == WITH_POLICIES else compilation


def mistakes_page(checker: Checker) -> str:
    """The findings for each mistake: the line as it was written, the message, and the cure."""
    return "\n".join(_page(checker))


def _page(checker: Checker) -> Iterator[str]:
    heading = ""
    for mistake in mistakes():
        if mistake.heading != heading:
            heading = mistake.heading
            yield f"{heading}\n{'=' * len(heading)}\n"
        compilation = compile_mistake(mistake, checker)
        yield f"{mistake.title}"
        for finding in compilation.diagnostics:
            yield from _told(finding, compilation.sources)
        yield ""


def _told(finding: Diagnostic, sources: Sources) -> Iterator[str]:
    location = locate(finding.place, sources)
    if location.span and location.file:
        start = location.span.start
        yield f"  {start.line}:{start.column} | {ascii(location.file.line(start.line))[1:-1]}"
    yield f"  {finding.severity.label} {finding.code.id}: {finding.message}"
    if finding.help:
        yield f"  help: {finding.help}"
    if finding.fix:
        yield f"  {'fix' if finding.fix.is_safe else 'unsafe fix'}: {finding.fix.title}"


def _with_mistake(manifest: str, title: str, right: str, wrong: str) -> str:
    if not right:
        return wrong
    if right not in manifest:
        raise ValueError(f"{title}: the manifest does not hold {right!r}")
    return manifest.replace(right, wrong, 1)
