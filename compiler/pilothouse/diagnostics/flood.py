"""A limit on the number of findings of one check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic

MOST_FINDINGS = 200
"""Of one check in one run."""


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
