"""Executions of pipelines, and the operations on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Revision:
    """The input of a source action; `id` is a commit, `url` its page for people."""

    action: str
    id: str
    summary: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Execution:
    """One run of a pipeline; `status` is AWS's: InProgress, Stopping, Stopped, Succeeded, Superseded, Failed.

    `trigger` is AWS's name of its trigger (Webhook, StartPipelineExecution), `cause` the trigger's details.
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
        """Whether it hasn't ended."""
        return self.status in ("InProgress", "Stopping")


@dataclass(frozen=True, slots=True)
class ActionRun:
    """The run of an action in one execution; `external_id` is the build's or the change set's.

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
    """A pending manual approval; the token identifies this request for approval."""

    stage: str
    action: str
    token: str
    execution: str = ""


class Executions(Protocol):
    """Reads and controls executions. Pipelines are given by their names in AWS."""

    def latest(self, pipeline: str, count: int) -> tuple[Execution, ...]:
        """Return the newest executions, the newest first."""
        ...

    def actions(self, pipeline: str, execution: str) -> tuple[ActionRun, ...]:
        """Return the actions' runs in an execution, the newest first."""
        ...

    def start(self, pipeline: str) -> str:
        """Start an execution with the newest revision; return its ID."""
        ...

    def stop(self, pipeline: str, execution: str, reason: str, *, abandon: bool) -> None:
        """Stop an execution after its running actions finish, or `abandon` them."""
        ...

    def retry(self, pipeline: str, stage: str, execution: str) -> str:
        """Run the failed actions of a stage again; return the execution's ID. Raises AwsError."""
        ...

    def answer(self, pipeline: str, approval: PendingApproval, comment: str, *, approved: bool) -> None:
        """Approve or reject."""
        ...
