"""Another tool's variable in a text where variables aren't replaced."""

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
    """Yield a finding for each `${NAME}`: an error if AWS rejects such a text, otherwise a warning."""
    for text in texts(subject):
        if match := _VARIABLE.search(text.value):
            message = f'"{match[0]}" is used literally: variables are not replaced in a pipeline\'s manifest'
            help = "write the value itself; Copilot replaces variables only in manifests of services and jobs"
            place = subject.value(text.route)
            severity = Severity.WARNING if text.is_free else Severity.ERROR
            yield Diagnostic(codes.UNEXPANDED_VARIABLE, message, place, help).at_severity(severity)
