"""Events of a stack as lines of text."""

from __future__ import annotations

from pilothouse.aws.ports.stacks import StackEvent
from pilothouse.render.cells import shown

_WIDEST_STATUS = len("UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS")


def stack_event_text(event: StackEvent) -> str:
    """Write an event: time (UTC), status, resource, and AWS's reason if there is one."""
    resource = event.resource
    reason = f"  {shown(resource.reason)}" if resource.reason else ""
    status = f"{resource.status:<{min(_WIDEST_STATUS, 20)}}"
    return f"{event.time:%H:%M:%S}  {status}  {shown(resource.logical_id)} ({shown(resource.type)}){reason}"
