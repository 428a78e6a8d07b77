"""Logs by CloudWatch Logs."""

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
    """Lines in order, and the mark from which to read on."""

    lines: tuple[LogLine, ...]
    mark: str


class Logs(Protocol):
    """Reads log streams; one that isn't there, or not yet, is empty."""

    def tail(self, group: str, stream: str, count: int) -> tuple[LogLine, ...]:
        """Return the last lines."""
        ...

    def page(self, group: str, stream: str, mark: str = "") -> LogPage:
        """Return what comes after a mark, at most one page; from the start without one."""
        ...
