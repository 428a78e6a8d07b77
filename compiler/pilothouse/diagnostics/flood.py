"""Findings without end: the first of them say enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic

MOST_FINDINGS = 200
"""Of one check in one run."""


def at_most(findings: Iterable[Diagnostic], most: int = MOST_FINDINGS) -> Iterator[Diagnostic]:
    """Yield the findings of one check; past the limit, one in place of all that follow.

    The check is asked for no more than that: its time grows with the limit, not with the file.
    """
    worst = None
    for count, finding in enumerate(findings, start=1):
        worst = max(finding.severity, worst or finding.severity)
        if count > most:
            message = f"more than {most} findings of one check: the others, from here on, are left out"
            help = "fix the others first, then check again"
            yield Diagnostic(codes.TOO_MANY_FINDINGS, message, finding.place, help).at_severity(worst)
            return
        yield finding
