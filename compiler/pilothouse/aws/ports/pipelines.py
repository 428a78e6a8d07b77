"""Pipelines: those with an application's tag, and the state of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class TaggedPipeline:
    """A deployed pipeline by its name in AWS, with its tags; `account` has 12 digits."""

    name: str
    tags: Mapping[str, str] = field(default_factory=dict)
    account: str = ""


@dataclass(frozen=True, slots=True)
class ActionState:
    """The state of an action; missing texts are empty. `message` is that of its error.

    `external_id` is the build's or the change set's; `token` that of a pending approval.
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
        """AWS's messages: its error, and the comment of whoever rejected an approval."""
        return ": ".join(dict.fromkeys(text for text in (self.message, self.summary) if text))


@dataclass(frozen=True, slots=True)
class Transition:
    """The transition into a stage; `reason` is why somebody disabled it."""

    is_open: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StageState:
    """The state of a stage: its last execution's ID and status (InProgress, Succeeded, Failed, ...)."""

    name: str
    status: str = ""
    execution: str = ""
    actions: tuple[ActionState, ...] = ()
    transition: Transition = field(default_factory=Transition)


class Pipelines(Protocol):
    """Reads and controls pipelines, given by their names in AWS."""

    def tagged(self, application: str) -> tuple[TaggedPipeline, ...]:
        """Return the pipelines whose tag `copilot-application` has this value."""
        ...

    def stages(self, pipeline: str) -> tuple[StageState, ...]:
        """Return the state of a pipeline's stages, in order."""
        ...

    def retry(self, pipeline: str, stage: str, execution: str) -> None:
        """Retry the failed actions of a stage; does nothing if none has failed."""
        ...
