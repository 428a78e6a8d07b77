"""A stage for an environment that isn't in the context."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.nearest import did_you_mean, listed
from pilothouse.rules.base import Subject
from pilothouse.rules.nearest import write_nearest


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each such stage."""
    known = subject.context.environments
    names = f"known: {listed(known)}" if known else "it has none"
    for stage in subject.manifest.stages:
        if stage.name not in known:
            yield Diagnostic(
                codes.UNKNOWN_ENVIRONMENT,
                f'environment "{stage.name}" is not in {subject.context.path}',
                subject.value((*stage.origin, "name")),
                did_you_mean(stage.name, known, f"{names}; is the context up to date?"),
                fix=write_nearest((*stage.origin, "name"), stage.name, known),
            )
