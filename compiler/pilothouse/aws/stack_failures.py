"""Why a stack's last operation failed."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.aws.ports.stacks import StackEvent, Stacks

_BEGINNINGS = frozenset(
    {"CREATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS", "UPDATE_IN_PROGRESS"}
)
_CANCELLED = "cancelled"  # CloudFormation's messages for resources cancelled because another one failed
_NESTED = "AWS::CloudFormation::Stack"
_DEEPEST = 3  # nested stacks


def failed_events(stacks: Stacks, stack: str, depth: int = 0) -> tuple[StackEvent, ...]:
    """Return the failures in a stack's last operation, the oldest first, including those in nested stacks.

    Without resources that were only cancelled, and nested stacks whose own events have the reason.
    """
    failures: list[StackEvent] = []
    for event in reversed(tuple(_last_operation(stacks, stack))):
        if not event.resource.status.endswith("_FAILED") or _CANCELLED in event.resource.reason.lower():
            continue
        is_nested = event.resource.type == _NESTED and not _is_own(event, stack)
        inner = (
            failed_events(stacks, event.resource.physical_id, depth + 1)
            if is_nested and event.resource.physical_id and depth < _DEEPEST
            else ()
        )
        failures += inner or (event,)
    return tuple(failures)


def _last_operation(stacks: Stacks, stack: str) -> Iterator[StackEvent]:
    """Yield events from the newest back to the start of the last operation."""
    for event in stacks.events(stack):
        yield event
        if _is_own(event, stack) and event.resource.status in _BEGINNINGS:
            return


def _is_own(event: StackEvent, stack: str) -> bool:
    """Whether an event is about the stack itself, which is given by name or by ARN."""
    return stack in (event.resource.logical_id, event.resource.physical_id)
