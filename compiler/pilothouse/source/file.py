"""A text file as it was read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class SourceFile:
    """A file's text under the path that messages show for it."""

    path: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends; YAML's line breaks are LF, CR LF and CR."""
        return tuple(self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1, or an empty text past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""
