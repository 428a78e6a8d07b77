"""Run the rules on a context file."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.ir.context import Context
from pilothouse.rules.registry import CONTEXT_RULES


def check_context(context: Context) -> Iterator[Diagnostic]:
    """Yield the contradictions in a context, at places in its file."""
    for rule in CONTEXT_RULES:
        yield from at_most(rule(context))
