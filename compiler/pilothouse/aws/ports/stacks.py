"""CloudFormation stacks of one region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class DeployedStack:
    """A stack as it stands; `id` is its ARN, `status` AWS's (`UPDATE_COMPLETE`), `tags` are people's.

    `change_set` is the ARN of the one that was carried out last, empty if none was; `updated` tells when.
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

    `token` is the one that the operation was begun with, empty if it was begun with none.
    """

    id: str
    time: datetime
    resource: StackResource
    token: str = ""


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """What a change set would do to a resource.

    `action` is Add, Modify, Remove, Import or Dynamic; `replacement` is True, False, Conditional or empty.
    """

    action: str
    logical_id: str
    type: str
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """A change set; the IDs are ARNs, `status` AWS's (CREATE_COMPLETE, FAILED, ...).

    `execution` is AWS's status of carrying it out: AVAILABLE, EXECUTE_IN_PROGRESS, OBSOLETE, and so on.
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
    """What a change set is asked for: `creates` if there is no stack yet. `role` may be empty."""

    stack: str
    name: str
    creates: bool
    template_url: str
    tags: Mapping[str, str]
    role: str = ""


class Stacks(Protocol):
    """Reads and changes stacks. A stack is meant by its name or its ARN."""

    def describe(self, stack: str) -> DeployedStack | None:
        """Return a stack, None if there is none of the name. A deleted one is found only by its ARN."""
        ...

    def template(self, stack: str) -> str:
        """Return a stack's template as it was given, empty if there is none (yet)."""
        ...

    def resources(self, stack: str) -> tuple[StackResource, ...]:
        """Return a stack's resources, none if there is no such stack."""
        ...

    def events(self, stack: str) -> Iterator[StackEvent]:
        """Yield a stack's events, the newest first; a page is fetched when it is come to."""
        ...

    def create_change_set(self, request: ChangeRequest) -> str:
        """Begin a change set and return its ARN. Raises AwsError, also if the name is taken."""
        ...

    def change_set(self, change_set: str) -> ChangeSet | None:
        """Return a change set (its ARN) with all its changes, also in nested stacks; None if it is gone."""
        ...

    def change_sets(self, stack: str) -> tuple[ListedChangeSet, ...]:
        """Return the change sets of a stack that were not carried out; none if there is no such stack."""
        ...

    def execute_change_set(self, change_set: str, token: str) -> None:
        """Begin to carry out a change set (its ARN); the events of it bear the token."""
        ...

    def delete_change_set(self, change_set: str) -> None:
        """Delete a change set (its ARN), if it is there."""
        ...

    def delete(self, stack: str, token: str) -> None:
        """Begin to delete a stack, if it is there; the events of it bear the token."""
        ...
