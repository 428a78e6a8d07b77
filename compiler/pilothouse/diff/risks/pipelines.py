"""The pipelines that are in both templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pilothouse.diff.difference import Comparison
from pilothouse.diff.normalize import Template
from pilothouse.diff.pipeline import Action, Stage, read_stages
from pilothouse.diff.shapes import PIPELINE
from pilothouse.ir.stack import TemplatePath


@dataclass(frozen=True, slots=True)
class PipelinePair:
    """A pipeline before and after: its logical ID, the stages by name, and its path after.

    `is_readable`: its stages after are known.
    """

    logical_id: str
    before: Mapping[str, Stage]
    after: Mapping[str, Stage]
    path: TemplatePath
    is_readable: bool

    def common_stages(self) -> Iterator[tuple[Stage, Stage]]:
        """Yield the stages that are in both, in their old order."""
        for name, stage in self.before.items():
            if name in self.after:
                yield stage, self.after[name]


def pipeline_pairs(comparison: Comparison) -> Iterator[PipelinePair]:
    """Yield the pipelines of both templates."""
    for name, old in comparison.before.resources.items():
        new = comparison.after.resources.get(comparison.renames.get(name, name))
        if new and old.type == new.type == PIPELINE:
            stages = read_stages(new)
            yield PipelinePair(
                new.logical_id, read_stages(old) or {}, stages or {}, new.path, stages is not None
            )


def pipeline_actions(template: Template) -> Iterator[tuple[str, Action]]:
    """Yield all actions of all pipelines of a template, with the logical ID of their pipeline."""
    for resource in template.resources.values():
        if resource.type == PIPELINE:
            for stage in (read_stages(resource) or {}).values():
                for action in stage.actions.values():
                    yield resource.logical_id, action
