"""The differences of two templates, resource by resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pilothouse.diff.change import Change, Path
from pilothouse.diff.node import Node
from pilothouse.diff.normalize import Resource, Template
from pilothouse.diff.update_behavior import UpdateBehavior
from pilothouse.ir.stack import TemplatePath


@dataclass(frozen=True, slots=True)
class Effect:
    """A change of a resource, and CloudFormation's action for it.

    The path starts at the resource: `Properties` first, or the name of an attribute.
    """

    change: Change
    behavior: UpdateBehavior


@dataclass(frozen=True, slots=True)
class Consequence:
    """A value whose text stays the same, and whose meaning changes; `of` is the reason, in words.

    The path starts at the resource, or at a section of the template, and leads to `node`. `root` is the path
    of the resource, or of the entry of another section, that was changed itself.
    """

    path: Path
    node: Node
    of: str
    behavior: UpdateBehavior
    root: TemplatePath


@dataclass(frozen=True, slots=True)
class ResourceAdded:
    """A resource that is created."""

    after: Resource


@dataclass(frozen=True, slots=True)
class ResourceRemoved:
    """A resource that is deleted, unless its deletion policy says otherwise."""

    before: Resource
    is_kept: bool


@dataclass(frozen=True, slots=True)
class ResourceChanged:
    """A resource that is updated. A new logical ID means that CloudFormation creates a new one."""

    before: Resource
    after: Resource
    effects: tuple[Effect, ...]
    behavior: UpdateBehavior
    consequences: tuple[Consequence, ...] = ()

    @property
    def is_renamed(self) -> bool:
        """Whether the two differ only in their logical ID."""
        return self.before.logical_id != self.after.logical_id


ResourceChange = ResourceAdded | ResourceRemoved | ResourceChanged


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two templates side by side: `before` with its references already under the new IDs of `renames`."""

    before: Template
    after: Template
    renames: Mapping[str, str]
    resources: tuple[ResourceChange, ...]
    sections: tuple[Change, ...]
    """Changes of anything else than resources; a path starts at the section (`Outputs`)."""
    consequences: tuple[Consequence, ...] = ()
    """What of anything else than resources stays as it is written, and comes to something else."""
