"""Stack sets: the same stack in several regions. Copilot keeps a region's artifact bucket in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class StackInstance:
    """A stack in a stack set; `stack_id` is its ARN, empty until it exists."""

    account: str
    region: str
    stack_id: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A stack set's operation; `status` is AWS's: RUNNING, SUCCEEDED, FAILED, STOPPED, and so on."""

    status: str
    reason: str = ""


class StackSets(Protocol):
    """Reads stack sets, and adds to them."""

    def instances(self, stack_set: str, account: str) -> tuple[StackInstance, ...]:
        """Return an account's instances in AWS's order."""
        ...

    def create_instance(self, stack_set: str, account: str, region: str) -> str:
        """Start creating an instance in one more region; return the operation's ID."""
        ...

    def operation(self, stack_set: str, operation: str) -> Operation:
        """Return the state of an operation."""
        ...
