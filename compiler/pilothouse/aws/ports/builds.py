"""Builds of CodeBuild, and the places of their logs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FailedPhase:
    """A failed phase of a build, and CodeBuild's message."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Build:
    """A build; the group and stream of its log are empty if it has none in CloudWatch, or none yet."""

    id: str
    status: str
    is_complete: bool
    failed_phases: tuple[FailedPhase, ...] = ()
    log_group: str = ""
    log_stream: str = ""


class Builds(Protocol):
    """Reads builds."""

    def get(self, build: str) -> Build | None:
        """Return a build by its ID (`PROJECT:UUID`), None if CodeBuild no longer has it."""
        ...
