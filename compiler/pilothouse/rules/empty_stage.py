"""A stage without deployments, which is dropped with its approval and tests."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each such stage."""
    if subject.workloads:
        return
    for stage in subject.manifest.stages:
        if not stage.deployments:
            yield Diagnostic(
                codes.EMPTY_STAGE,
                f'stage "{stage.name}" has no deployments, so it is dropped with its approval and tests',
                subject.value((*stage.origin, "name")),
                'list its deployments under "deployments", or add workloads to the workspace',
            )
