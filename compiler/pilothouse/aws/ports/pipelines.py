"""Pipelines: those that carry an application's tag, and how each stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TaggedPipeline:
    """A deployed pipeline by its real name, with its tags; `account` has 12 digits."""

    name: str
    tags: Mapping[str, str] = field(default_factory=dict)
    account: str = ""


@dataclass(frozen=True, slots=True)
class ActionState:
    """How an action stands; texts that AWS doesn't give are empty. `message` is that of its error.

    `external_id` is the build's or the change set's; `token` that of an approval that waits.
    """

    name: str
    status: str = ""
    summary: str = ""
    message: str = ""
    changed: datetime | None = None
    external_id: str = ""
    token: str = ""

    @property
    def said(self) -> str:
        """What AWS says of it: its error, and beside that the comment of whoever rejected an approval."""
        return ": ".join(dict.fromkeys(text for text in (self.message, self.summary) if text))


@dataclass(frozen=True, slots=True)
class Transition:
    """The way into a stage; `reason` says why a person closed it."""

    is_open: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StageState:
    """How a stage stands: its last execution's ID and status (InProgress, Succeeded, Failed, ...)."""

    name: str
    status: str = ""
    execution: str = ""
    actions: tuple[ActionState, ...] = ()
    transition: Transition = field(default_factory=Transition)


class Pipelines(Protocol):
    """Reads and steers pipelines. A pipeline is meant by its real name."""

    def tagged(self, application: str) -> tuple[TaggedPipeline, ...]:
        """Return the pipelines with the tag `copilot-application` of this value."""
        ...

    def stages(self, pipeline: str) -> tuple[StageState, ...]:
        """Return how the stages of a pipeline stand, in order."""
        ...

    def retry(self, pipeline: str, stage: str, execution: str) -> None:
        """Try the failed actions of a stage again; nothing happens if none of them has failed."""
        ...
