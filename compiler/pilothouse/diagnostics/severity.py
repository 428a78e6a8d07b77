"""The severity of a finding."""

from __future__ import annotations

from enum import IntEnum


class Severity(IntEnum):
    """Ordered: an error is greater than a warning, a warning than a note."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The label in all outputs: `error`, `warning` or `note`."""
        return self.name.lower()
