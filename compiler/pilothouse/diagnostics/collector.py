"""Findings of several passes, in order."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.severity import Severity


def in_order(findings: Iterable[Diagnostic], sources: Sources) -> tuple[Diagnostic, ...]:
    """Sort findings by file, line, column and code, and drop duplicates."""

    def rank(finding: Diagnostic) -> tuple[str, tuple[int, int], str, str]:
        location = locate(finding.place, sources)
        start = location.span.start if location.span else (0, 0)
        return location.path, (start[0], start[1]), finding.code.id, finding.message

    return tuple(sorted(dict.fromkeys(findings), key=rank))


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity >= Severity.ERROR for finding in findings)
