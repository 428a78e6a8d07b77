"""Why a stack's last operation failed."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.aws.ports.stacks import StackEvent, Stacks

_BEGINNINGS = frozenset(
    {"CREATE_IN_PROGRESS", "DELETE_IN_PROGRESS", "IMPORT_IN_PROGRESS", "UPDATE_IN_PROGRESS"}
)
_CANCELLED = "cancelled"  # what CloudFormation says of resources that another's failure took along
_NESTED = "AWS::CloudFormation::Stack"
_DEEPEST = 3  # nested stacks


def failed_events(stacks: Stacks, stack: str, depth: int = 0) -> tuple[StackEvent, ...]:
    """Return what failed in a stack's last operation, the oldest first, with what failed in nested stacks.

    Resources that were only cancelled are left out, and nested stacks whose own events say why.
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
    """Yield events from the newest back to where the last operation began."""
    for event in stacks.events(stack):
        yield event
        if _is_own(event, stack) and event.resource.status in _BEGINNINGS:
            return


def _is_own(event: StackEvent, stack: str) -> bool:
    """Whether an event is about the stack itself, which is given by name or by ARN."""
    return stack in (event.resource.logical_id, event.resource.physical_id)
