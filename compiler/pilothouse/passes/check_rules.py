"""Ask every rule about a manifest."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.flood import at_most
from pilothouse.rules.base import Subject
from pilothouse.rules.registry import RULES


def check_rules(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the rules find.

    Input: a manifest with the world around it. Output: a finding for each defect of meaning.
    """
    findings = [finding for rule in RULES for finding in at_most(rule(subject))]
    literal = {finding.place for finding in findings if finding.code in _TAKEN_LITERALLY}
    for finding in findings:
        if finding.code in _TAKEN_LITERALLY or finding.place not in literal:
            yield finding


_TAKEN_LITERALLY = frozenset({codes.UNEXPANDED_VARIABLE, codes.TYPOGRAPHIC_QUOTES})
"""Such a text breaks other rules, too: its own finding says it all."""
