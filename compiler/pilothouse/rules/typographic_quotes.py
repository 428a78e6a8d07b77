"""Typographic quotes that are part of a value."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.diagnostics.severity import Severity
from pilothouse.rules.base import Subject
from pilothouse.rules.texts import texts

_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each: an error if AWS rejects such a text, otherwise a warning."""
    for text in texts(subject):
        inner = text.value.strip(_QUOTES)
        if text.value[0] in _QUOTES and inner:
            message = f"the quotes in {text.value} are typographic, so they are part of the value"
            fix = Fix(f'write "{inner}"', (ReplaceScalar(text.route, inner),), is_safe=True)
            place = subject.value(text.route)
            severity = Severity.WARNING if text.is_free else Severity.ERROR
            finding = Diagnostic(codes.TYPOGRAPHIC_QUOTES, message, place, f"write {inner}", fix=fix)
            yield finding.at_severity(severity)
