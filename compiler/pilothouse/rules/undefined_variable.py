"""A reference to an undefined pipeline variable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.rules.base import Subject

_REFERENCE = re.compile(r"#\{(?P<namespace>[^{}.]*)(?:\.[^{}]*)?\}")
_ALWAYS_DEFINED = "codepipeline"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each such reference in a value that becomes part of an action's configuration.

    In version 1 actions have no namespace, so only `codepipeline` is defined, and not in the source
    (CodePipeline user guide, "Variables reference").
    """
    for value, place, defined in _values(subject):
        for match in _REFERENCE.finditer(value):
            if match["namespace"] != defined:
                message = f'CodePipeline reads "{match[0]}" as a variable, but it is not defined'
                help = "write the value itself: version 1 has no variables for actions"
                yield Diagnostic(codes.UNDEFINED_VARIABLE, message, place, help)


def _values(subject: Subject) -> Iterator[tuple[str, Place, str]]:
    source = subject.manifest.source
    yield source.branch, subject.value((*source.origin, "properties", "branch")), ""
    for stage in subject.manifest.stages:
        for deployment in stage.deployments:
            for key in ("template_path", "template_config"):
                value: str = getattr(deployment, key)
                yield value, subject.value((*deployment.origin, key)), _ALWAYS_DEFINED
