"""A buildspec for rules: its phases and commands, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pilothouse.ir.document import Document
from pilothouse.ir.reader import Reader
from pilothouse.source.route import Route

PHASES = ("install", "pre_build", "build", "post_build")
"""In the order in which they run (CodeBuild user guide, "Build specification reference")."""
_LISTS = ("commands", "finally")


@dataclass(frozen=True, slots=True)
class Command:
    """One item of a phase's commands: the value that YAML reads."""

    value: Any
    route: Route

    @property
    def text(self) -> str:
        """The command, empty if YAML doesn't read it as text."""
        return self.value if isinstance(self.value, str) else ""


@dataclass(frozen=True, slots=True)
class Script:
    """A buildspec, and its image."""

    document: Document
    image: str

    def section(self, *route: str) -> Reader:
        """Return the reader of the value at `route`."""
        return Reader(self.document, route)

    def commands(self) -> Iterator[Command]:
        """Yield every command in the order in which they run."""
        for phase in PHASES:
            for key in _LISTS:
                items = self.section("phases", phase, key)
                for index, value in enumerate(items.data or ()):
                    yield Command(value, items.child(index).route)
