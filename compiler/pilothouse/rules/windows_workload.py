"""A workload with Windows containers, which a pipeline's build cannot create."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.manifest import StageSection
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each, at its first deployment (Copilot's guide to pipelines)."""
    told: set[str] = set()
    for stage in subject.manifest.stages:
        for name, place in _deployed(subject, stage):
            if name in subject.windows - told:
                told.add(name)
                yield Diagnostic(
                    codes.WINDOWS_WORKLOAD,
                    f'"{name}" uses Windows containers, but a pipeline\'s builds run on Linux',
                    place,
                    f'remove it from "deployments" and deploy it from a Windows machine: '
                    f"copilot svc deploy --name {name}",
                )


def _deployed(subject: Subject, stage: StageSection) -> Iterator[tuple[str, Place]]:
    if not stage.deployments:
        place = subject.value((*stage.origin, "name"))
        yield from ((name, place) for name in subject.workloads)
    for deployment in stage.deployments:
        if not deployment.template_path:
            yield deployment.name, subject.key(deployment.origin)
