"""Ask the rules about a buildspec."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.ir.script import Script
from pilothouse.rules.buildspec.registry import BUILDSPEC_RULES


def check_buildspec(script: Script) -> Iterator[Diagnostic]:
    """Yield what is wrong with a buildspec whose schema was checked.

    Input: a buildspec with the image that it runs in. Output: findings at places in the buildspec.
    """
    for rule in BUILDSPEC_RULES:
        yield from at_most(rule(script))
