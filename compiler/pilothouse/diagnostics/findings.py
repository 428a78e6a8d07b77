"""Many findings at once: their order, whether one is an error, and how many of them one check may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.severity import Severity

MOST_FINDINGS = 200
"""Of one check in one run."""


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


def at_most(findings: Iterable[Diagnostic], most: int = MOST_FINDINGS) -> Iterator[Diagnostic]:
    """Yield the findings of one check; past the limit, one finding that stands for the rest.

    Stops the check at the limit, so that its time doesn't grow with the file.
    """
    worst = None
    for count, finding in enumerate(findings, start=1):
        worst = max(finding.severity, worst or finding.severity)
        if count > most:
            message = f"this check has more than {most} findings; the rest, from here on, are not shown"
            help = "fix the reported ones first, then check again"
            yield Diagnostic(codes.TOO_MANY_FINDINGS, message, finding.place, help).at_severity(worst)
            return
        yield finding
