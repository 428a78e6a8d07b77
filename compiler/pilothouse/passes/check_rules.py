"""Run the rules on a manifest."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.rules.base import Subject
from pilothouse.rules.registry import RULES


def check_rules(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the findings of the rules.

    Input: a manifest with its context. Output: a finding for each defect.
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
"""Such a text breaks other rules, too, but one finding is enough."""
_UNKNOWN_NAMES = frozenset({codes.UNKNOWN_ENVIRONMENT, codes.UNKNOWN_WORKLOAD})
"""A name that isn't valid is also unknown."""
