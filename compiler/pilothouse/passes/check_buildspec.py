"""Run the rules on a buildspec."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.ir.script import Script
from pilothouse.rules.buildspec.registry import BUILDSPEC_RULES


def check_buildspec(script: Script) -> Iterator[Diagnostic]:
    """Yield the defects of a buildspec whose schema was checked.

    Input: a buildspec with its image. Output: findings at places in the buildspec.
    """
    for rule in BUILDSPEC_RULES:
        yield from at_most(rule(script))
