"""Events of stacks that failed: moto's deployments end well, or not at all."""

from moto.cloudformation.models import Event, Stack, cloudformation_backends

from tests.emulator.world import ACCOUNT

EMPTY = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'


def make_stack(region: str, name: str, account: str = ACCOUNT) -> Stack:
    """Make a stack with next to nothing in it."""
    return cloudformation_backends[account][region].create_stack(name, EMPTY, {})


def begin_update(stack: Stack) -> None:
    """Let an update begin."""
    stack._add_stack_event("UPDATE_IN_PROGRESS", "User Initiated")


def add_event(
    stack: Stack, logical_id: str, kind: str, status: str, reason: str = "", physical_id: str = ""
) -> None:
    """Let a resource of a stack come to a status."""
    stack.events.append(
        Event(stack.stack_id, stack.name, logical_id, physical_id, kind, status, reason, None)
    )
