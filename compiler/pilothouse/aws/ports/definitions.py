"""The definition of a deployed pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ActionDefinition:
    """An action; `role` and `region` are empty if they are the pipeline's own."""

    name: str
    category: str
    provider: str
    configuration: Mapping[str, str] = field(default_factory=dict)
    role: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class StageDefinition:
    """A stage with its actions in AWS's order."""

    name: str
    actions: tuple[ActionDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class PipelineDefinition:
    """A pipeline as it is now; `structure` is everything that AWS returns, in its API's form."""

    name: str
    account: str
    region: str
    version: int
    created: datetime | None
    updated: datetime | None
    stages: tuple[StageDefinition, ...]
    structure: Mapping[str, object] = field(default_factory=dict)

    def action(self, stage: str, name: str) -> ActionDefinition | None:
        """Return an action of a stage, None if it doesn't exist."""
        return next(
            (one for each in self.stages if each.name == stage for one in each.actions if one.name == name),
            None,
        )


class Definitions(Protocol):
    """Reads the definitions of pipelines, given by their names in AWS."""

    def get(self, pipeline: str) -> PipelineDefinition:
        """Return a pipeline. Raises AwsError if it doesn't exist."""
        ...
