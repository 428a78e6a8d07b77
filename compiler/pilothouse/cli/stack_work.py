"""AWS at work on a stack: followed to its end, with what went wrong."""

from __future__ import annotations

from secrets import token_hex

from pilothouse.aws.clock import Clock
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import DeployedStack, StackResource, Stacks
from pilothouse.aws.stack_status import has_succeeded
from pilothouse.aws.watch import View, watch
from pilothouse.cli.progress import follow
from pilothouse.cli.terminal import tell

_MOST_FAILURES = 5
_CANCELLED = "cancelled"  # what CloudFormation says of resources that another's failure took along


def carry_out(stacks: Stacks, stack: str, token: str, clock: Clock) -> View:
    """Follow what was begun on a stack (its ARN) with a token. Raises AwsError if it doesn't end well."""
    name = stack.split("/")[1]
    try:
        view = follow(watch(stacks, stack, token, clock))
    except KeyboardInterrupt:
        tell(f"AWS goes on with the stack {name}; run the command again to follow it")
        raise
    if not has_succeeded(view.status):
        raise _failure(name, view)
    return view


def delete_stack(stacks: Stacks, stack: DeployedStack, clock: Clock) -> None:
    """Delete a stack and wait until it is gone. Raises AwsError."""
    token = f"pilothouse-delete-{token_hex(8)}"
    stacks.delete(stack.id, token)
    carry_out(stacks, stack.id, token, clock)


def _failure(name: str, view: View) -> AwsError:
    causes = [one for one in view.failures if _CANCELLED not in one.reason.lower()]
    lines = [_cause(cause) for cause in causes[:_MOST_FAILURES]]
    if len(causes) > _MOST_FAILURES:
        lines.append(f"  and {len(causes) - _MOST_FAILURES} more")
    rolled_back = view.status == "UPDATE_ROLLBACK_COMPLETE"
    return AwsError(
        Fault.FAILED,
        f"change the stack {name}",
        "\n".join([f"it is {view.status}", *lines]),
        help="the live pipeline is as it was; mend the cause, then run the command again"
        if rolled_back
        else "mend the cause, then run the command again: it clears away what is half made",
    )


def _cause(resource: StackResource) -> str:
    return f"  {resource.logical_id} ({resource.type}): {resource.reason or resource.status}"
