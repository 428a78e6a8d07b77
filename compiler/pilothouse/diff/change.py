"""Possible differences between two trees: something was added, removed, replaced or moved, at a path."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diff.node import Node
from pilothouse.ir.stack import TemplatePath


@dataclass(frozen=True, slots=True)
class Key:
    """The value of a map at a key."""

    key: str


@dataclass(frozen=True, slots=True)
class Name:
    """The item of a list that has this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """An item of a list: its index before, or after where it is new."""

    index: int


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a set that was changed: what it was."""

    before: Node


Step = Key | Name | Index | Member
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """`value` is new. `position` is its index after, in a list whose order counts.

    `parent` is the path of its container in the template after.
    """

    path: Path
    value: Node
    parent: TemplatePath
    position: int | None = None

    @property
    def before_path(self) -> None:
        """None: it did not exist."""
        return

    @property
    def after_path(self) -> TemplatePath:
        """Its path."""
        return self.value.path


@dataclass(frozen=True, slots=True)
class Removed:
    """`value` was removed. `parent` leads to its container, in the template after."""

    path: Path
    value: Node
    parent: TemplatePath

    @property
    def before_path(self) -> TemplatePath:
        """Its old path."""
        return self.value.path

    @property
    def after_path(self) -> TemplatePath:
        """The path of its container."""
        return self.parent


@dataclass(frozen=True, slots=True)
class Replaced:
    """A value was replaced."""

    path: Path
    before: Node
    after: Node

    @property
    def before_path(self) -> TemplatePath:
        """Its old path."""
        return self.before.path

    @property
    def after_path(self) -> TemplatePath:
        """Its path."""
        return self.after.path


@dataclass(frozen=True, slots=True)
class Moved:
    """A named item has another place among its neighbours; indexes from 0."""

    path: Path
    before: Node
    after: Node
    before_index: int
    after_index: int

    @property
    def before_path(self) -> TemplatePath:
        """Its old path."""
        return self.before.path

    @property
    def after_path(self) -> TemplatePath:
        """Its path."""
        return self.after.path


Change = Added | Removed | Replaced | Moved
