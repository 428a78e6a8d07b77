"""Ask the rules about a buildspec."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.document import Document
from pilothouse.ir.script import Script
from pilothouse.rules.registry import BUILDSPEC_RULES


def check_buildspec(document: Document, image: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with a buildspec whose schema was checked.

    Input: a buildspec, and the image that it runs in. Output: findings at places in the buildspec.
    """
    script = Script(document, image)
    for rule in BUILDSPEC_RULES:
        yield from rule(script)
