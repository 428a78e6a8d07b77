"""Executions of pipelines: what ran, and what a person may do about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Revision:
    """What a source action took; `id` is a commit, `url` where people see it."""

    action: str
    id: str
    summary: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Execution:
    """One run of a pipeline; `status` is AWS's: InProgress, Stopping, Stopped, Succeeded, Superseded, Failed.

    `trigger` is AWS's word for what began it (Webhook, StartPipelineExecution), `cause` says which one.
    """

    id: str
    status: str
    started: datetime | None = None
    updated: datetime | None = None
    trigger: str = ""
    cause: str = ""
    revisions: tuple[Revision, ...] = ()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.status in ("InProgress", "Stopping")


@dataclass(frozen=True, slots=True)
class ActionRun:
    """What an action did in one execution; `external_id` is the build's or the change set's.

    `status` is AWS's: InProgress, Abandoned, Succeeded, Failed. `message` is that of its error.
    """

    stage: str
    action: str
    status: str
    external_id: str = ""
    summary: str = ""
    message: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class PendingApproval:
    """A manual approval that waits; the token tells this time from any other."""

    stage: str
    action: str
    token: str
    execution: str = ""


class Executions(Protocol):
    """Reads and steers executions. A pipeline is meant by its real name."""

    def latest(self, pipeline: str, count: int) -> tuple[Execution, ...]:
        """Return the newest executions, the newest first."""
        ...

    def actions(self, pipeline: str, execution: str) -> tuple[ActionRun, ...]:
        """Return what the actions did in an execution, the newest first."""
        ...

    def start(self, pipeline: str) -> str:
        """Start an execution with the newest revision; return its ID."""
        ...

    def stop(self, pipeline: str, execution: str, reason: str, *, abandon: bool) -> None:
        """Stop an execution when its running actions have ended, or `abandon` them as they are."""
        ...

    def retry(self, pipeline: str, stage: str, execution: str) -> str:
        """Run the failed actions of a stage again; return the execution's ID. Raises AwsError."""
        ...

    def answer(self, pipeline: str, approval: PendingApproval, comment: str, *, approved: bool) -> None:
        """Approve or reject."""
        ...
