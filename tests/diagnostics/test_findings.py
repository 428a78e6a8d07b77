"""Too many findings are cut off, with a finding that reports it."""

from __future__ import annotations

from itertools import repeat

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity

FINDING = Diagnostic(codes.UNKNOWN_KEY, "unknown", Place("a.yml"))


def test_few_findings_stay_as_they_are() -> None:
    assert list(at_most([FINDING] * 3, 3)) == [FINDING] * 3


def test_one_finding_replaces_all_past_the_limit() -> None:
    *first, last = at_most(repeat(FINDING), 3)
    assert first == [FINDING] * 3
    assert last.code is codes.TOO_MANY_FINDINGS


def test_it_is_as_severe_as_the_worst() -> None:
    note = FINDING.at_severity(Severity.NOTE)
    assert list(at_most([note] * 3, 2))[-1].severity is Severity.NOTE
    assert list(at_most([note, FINDING, note], 2))[-1].severity is Severity.ERROR
