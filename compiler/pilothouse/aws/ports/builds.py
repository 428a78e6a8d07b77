"""Builds by CodeBuild, and where their logs lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FailedPhase:
    """A phase of a build that failed, and what CodeBuild says of it."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Build:
    """A build; its log's group and stream are empty if it has none in CloudWatch, or none yet."""

    id: str
    status: str
    is_complete: bool
    failed_phases: tuple[FailedPhase, ...] = ()
    log_group: str = ""
    log_stream: str = ""


class Builds(Protocol):
    """Reads builds."""

    def get(self, build: str) -> Build | None:
        """Return a build by its ID (`PROJECT:UUID`), None if CodeBuild knows it no more."""
        ...
