"""Colors for text on a terminal."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diagnostics.severity import Severity


@dataclass(frozen=True, slots=True)
class Palette:
    """ANSI attributes by role; an empty one leaves the text unchanged."""

    error: str = ""
    warning: str = ""
    note: str = ""
    strong: str = ""
    gutter: str = ""
    added: str = ""
    removed: str = ""

    def of(self, severity: Severity) -> str:
        """Return the attributes of a severity."""
        match severity:
            case Severity.ERROR:
                return self.error
            case Severity.WARNING:
                return self.warning
            case Severity.NOTE:
                return self.note


PLAIN = Palette()
COLOURED = Palette(
    error="1;31", warning="1;33", note="1;36", strong="1", gutter="1;34", added="32", removed="31"
)


def paint(text: str, attributes: str) -> str:
    """Wrap a text in ANSI attributes (`1;31`), if there are any."""
    return f"\x1b[{attributes}m{text}\x1b[0m" if attributes and text else text
