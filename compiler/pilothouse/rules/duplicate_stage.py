"""Two stages for one environment. CodePipeline requires unique stage names."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.ir.manifest import StageSection
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each stage whose name is already used by an earlier one."""
    first: dict[str, StageSection] = {}
    for stage in subject.manifest.stages:
        earlier = first.setdefault(stage.name, stage)
        if earlier is not stage:
            yield Diagnostic(
                codes.DUPLICATE_STAGE,
                f'environment "{stage.name}" has a second stage',
                subject.value((*stage.origin, "name")),
                "combine both into one stage",
                (Related(subject.value((*earlier.origin, "name")), "first stage here"),),
            )
