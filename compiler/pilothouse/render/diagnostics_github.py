"""Findings as workflow commands, which GitHub Actions shows next to the changed lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.escape import github_data, github_property

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def diagnostics_github(findings: Sequence[Diagnostic], sources: Sources) -> str:
    """Write one command per line, in the order given."""
    return "".join(f"{_command(finding, sources)}\n" for finding in findings)


def _command(finding: Diagnostic, sources: Sources) -> str:
    properties = ",".join(f"{name}={github_property(value)}" for name, value in _properties(finding, sources))
    text = "\n".join(sentence for sentence in (finding.message, finding.help) if sentence)
    return f"::{_COMMANDS[finding.severity]} {properties}::{github_data(text)}"


def _properties(finding: Diagnostic, sources: Sources) -> Iterator[tuple[str, str]]:
    """Yield the command's properties; columns only within one line, as GitHub requires."""
    yield "file", finding.place.path
    if span := locate(finding.place, sources).span:
        yield "line", str(span.start.line)
        yield "endLine", str(span.end.line)
        if span.start.line == span.end.line:
            yield "col", str(span.start.column)
            yield "endColumn", str(span.end.column)
    yield "title", f"{finding.code.id} {finding.code.slug}"
