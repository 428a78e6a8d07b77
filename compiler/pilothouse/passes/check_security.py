"""Ask the security rules about a pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.security.registry import SECURITY_RULES
from pilothouse.rules.security.review import Review


def check_security(review: Review) -> Iterator[Diagnostic]:
    """Yield what a pipeline may do beyond what it needs, and the secrets that stand in plain sight.

    Input: a graph, its stack, and its buildspecs. Output: notes at the lines that are the cause.
    """
    for rule in SECURITY_RULES:
        yield from rule(review)
