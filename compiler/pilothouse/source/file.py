"""A text file as it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@dataclass(frozen=True)
class SourceFile:
    """A file's text under the path that messages show for it."""

    path: str
    text: str

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends, broken where YAML's own readers count a line."""
        return tuple(_LINE_BREAK.split(self.text))

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1, or an empty text past the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""
