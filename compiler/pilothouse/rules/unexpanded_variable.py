"""A variable of another tool in a text that nothing expands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.severity import Severity
from pilothouse.rules.base import Subject
from pilothouse.rules.texts import texts

_VARIABLE = re.compile(r"\$\{\{?[^{}]*\}\}?|\$\([^()]*\)|\{\{[^{}]*\}\}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each `${NAME}`: an error where AWS refuses such a text, else a warning."""
    for text in texts(subject):
        if match := _VARIABLE.search(text.value):
            message = f'"{match[0]}" is taken as it is: no variables are replaced in a pipeline\'s manifest'
            help = "write the value itself; Copilot replaces variables in services' and jobs' manifests only"
            place = subject.value(text.route)
            severity = Severity.WARNING if text.is_free else Severity.ERROR
            yield Diagnostic(codes.UNEXPANDED_VARIABLE, message, place, help).at_severity(severity)
