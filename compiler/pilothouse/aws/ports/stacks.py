"""CloudFormation stacks of one region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DeployedStack:
    """The current state of a stack; `id` is its ARN, `status` AWS's (`UPDATE_COMPLETE`).

    `tags` are without AWS's own. `change_set` is the ARN of the last executed one, empty if there is none;
    `updated` is its time.
    """

    id: str
    name: str
    status: str
    reason: str = ""
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    change_set: str = ""
    updated: datetime | None = None


@dataclass(frozen=True, slots=True)
class StackResource:
    """A resource of a stack; `physical_id` is empty until it exists."""

    logical_id: str
    physical_id: str
    type: str
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StackEvent:
    """One step of a stack's operation, by one of its resources or by the stack itself.

    `token` is the one that the operation was started with, empty if there was none.
    """

    id: str
    time: datetime
    resource: StackResource
    token: str = ""


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """The effect of a change set on a resource.

    `action` is Add, Modify, Remove, Import or Dynamic; `replacement` is True, False, Conditional or empty.
    """

    action: str
    logical_id: str
    type: str
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """A change set; the IDs are ARNs, `status` AWS's (CREATE_COMPLETE, FAILED, ...).

    `execution` is AWS's status of its execution: AVAILABLE, EXECUTE_IN_PROGRESS, OBSOLETE, and so on.
    """

    id: str
    stack_id: str
    status: str
    reason: str = ""
    changes: tuple[ResourceChange, ...] = ()
    execution: str = ""


@dataclass(frozen=True, slots=True)
class ListedChangeSet:
    """A change set of a stack, by its ARN and its name, with its statuses as in `ChangeSet`."""

    id: str
    name: str
    status: str
    execution: str
    created: datetime


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """The input of a change set: `creates` if there is no stack yet. `role` may be empty."""

    stack: str
    name: str
    creates: bool
    template_url: str
    tags: Mapping[str, str]
    role: str = ""


class Stacks(Protocol):
    """Reads and changes stacks, given by name or ARN."""

    def describe(self, stack: str) -> DeployedStack | None:
        """Return a stack, None if it doesn't exist. A deleted one is found only by its ARN."""
        ...

    def template(self, stack: str) -> str:
        """Return a stack's original template, empty if there is none (yet)."""
        ...

    def resources(self, stack: str) -> tuple[StackResource, ...]:
        """Return a stack's resources, none if the stack doesn't exist."""
        ...

    def events(self, stack: str) -> Iterator[StackEvent]:
        """Yield a stack's events, the newest first; pages are fetched on demand."""
        ...

    def create_change_set(self, request: ChangeRequest) -> str:
        """Start creating a change set and return its ARN. Raises AwsError, also if the name is taken."""
        ...

    def change_set(self, change_set: str) -> ChangeSet | None:
        """Return a change set (its ARN) with all its changes, also in nested stacks; None if it is gone."""
        ...

    def change_sets(self, stack: str) -> tuple[ListedChangeSet, ...]:
        """Return the change sets of a stack that were not executed; none if the stack doesn't exist."""
        ...

    def execute_change_set(self, change_set: str, token: str) -> None:
        """Start executing a change set (its ARN); its events have the token."""
        ...

    def delete_change_set(self, change_set: str) -> None:
        """Delete a change set (its ARN), if it exists."""
        ...

    def delete(self, stack: str, token: str) -> None:
        """Start deleting a stack, if it exists; its events have the token."""
        ...
