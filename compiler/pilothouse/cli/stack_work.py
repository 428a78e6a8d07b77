"""Follow an operation on a stack to its end, and report its failures."""

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
_CANCELLED = "cancelled"  # CloudFormation's messages for resources cancelled because another one failed


def carry_out(stacks: Stacks, stack: str, token: str, clock: Clock) -> View:
    """Follow an operation on a stack (its ARN) that was started with a token. Raises AwsError if it fails."""
    name = stack.split("/")[1]
    try:
        view = follow(watch(stacks, stack, token, clock))
    except KeyboardInterrupt:
        tell(f"the operation on stack {name} continues in AWS; run the command again to follow it")
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
        f"change stack {name}",
        "\n".join([f"it is {view.status}", *lines]),
        help="the live pipeline is unchanged; fix the cause, then run the command again"
        if rolled_back
        else "fix the cause, then run the command again: it deletes the failed stack first",
    )


def _cause(resource: StackResource) -> str:
    return f"  {resource.logical_id} ({resource.type}): {resource.reason or resource.status}"
