"""Ask every rule about a manifest."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Subject
from pilothouse.rules.registry import RULES


def check_rules(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the rules find.

    Input: a manifest with the world around it. Output: a finding for each defect of meaning.
    """
    for rule in RULES:
        yield from rule(subject)
