"""Logs in CloudWatch Logs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event of a log, without its line break."""

    time: datetime
    text: str


@dataclass(frozen=True, slots=True)
class LogPage:
    """Lines in order, and the mark of the next page."""

    lines: tuple[LogLine, ...]
    mark: str


class Logs(Protocol):
    """Reads log streams; a missing one is empty."""

    def tail(self, group: str, stream: str, count: int) -> tuple[LogLine, ...]:
        """Return the last lines."""
        ...

    def page(self, group: str, stream: str, mark: str = "") -> LogPage:
        """Return the next page after a mark; without one, the first page."""
        ...
