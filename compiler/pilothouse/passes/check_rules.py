"""Ask every rule about a manifest."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.rules.base import Subject
from pilothouse.rules.registry import RULES


def check_rules(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the rules find.

    Input: a manifest with the world around it. Output: a finding for each defect of meaning.
    """
    findings = [finding for rule in RULES for finding in at_most(rule(subject))]
    literal = {finding.place for finding in findings if finding.code in _TAKEN_LITERALLY}
    misnamed = {finding.place for finding in findings if finding.code is codes.INVALID_NAME}
    for finding in findings:
        is_literal = finding.place in literal and finding.code not in _TAKEN_LITERALLY
        is_misnamed = finding.place in misnamed and finding.code in _UNKNOWN_NAMES
        if not is_literal and not is_misnamed:
            yield finding


_TAKEN_LITERALLY = frozenset({codes.UNEXPANDED_VARIABLE, codes.TYPOGRAPHIC_QUOTES})
"""Such a text breaks other rules, too: its own finding says it all."""
_UNKNOWN_NAMES = frozenset({codes.UNKNOWN_ENVIRONMENT, codes.UNKNOWN_WORKLOAD})
"""A name that cannot be is not known either."""
