"""The groups of a stage whose entries may depend on each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from pilothouse.ir.manifest import ActionEntry, DeploymentEntry, Manifest, StageSection

Entry = ActionEntry | DeploymentEntry


@dataclass(frozen=True)
class Group:
    """One of `pre_deployments`, `deployments` and `post_deployments` of a stage."""

    stage: StageSection
    key: str
    entries: Sequence[Entry]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names that `depends_on` may use in this group."""
        return tuple(entry.name for entry in self.entries)


def groups(manifest: Manifest) -> Iterator[Group]:
    """Yield every group of every stage, in the order in which they run."""
    for stage in manifest.stages:
        yield Group(stage, "pre_deployments", stage.pre_deployments)
        yield Group(stage, "deployments", stage.deployments)
        yield Group(stage, "post_deployments", stage.post_deployments)
