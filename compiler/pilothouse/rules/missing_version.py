"""A manifest without a version."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import AddEntry, Fix
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning: the manifest is read as version 1, but Copilot itself rejects it."""
    if subject.manifest.version is None:
        message = "the manifest has no version and is read as version 1"
        help = 'add the line "version: 1"'
        fix = Fix('add "version: 1"', (AddEntry("version", "1", after="name"),), is_safe=True)
        yield Diagnostic(codes.MISSING_VERSION, message, subject.key(()), help, fix=fix)
