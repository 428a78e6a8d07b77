"""Watch a stack during an operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pilothouse.aws.clock import Clock, poll
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import DeployedStack, StackEvent, StackResource, Stacks
from pilothouse.aws.stack_status import REVIEW, has_failed, is_running

PAUSE = 3.0  # seconds between two reads
LONGEST = 90 * 60.0  # seconds, as long as Copilot waits
_BEGINNING = 60.0  # seconds: AWS needs one or two
_FURTHEST = 300  # events of other operations to search for this one's


@dataclass(frozen=True, slots=True)
class View:
    """A stack at one moment: the state of each resource in the operation, and the events since the last read.

    `status` is the stack's own, empty until the operation starts.
    """

    status: str
    resources: Mapping[str, StackResource]
    news: tuple[StackEvent, ...]
    failures: tuple[StackResource, ...]

    @property
    def is_last(self) -> bool:
        """Whether the operation has finished."""
        return bool(self.status) and self.status != REVIEW and not is_running(self.status)


def watch(stacks: Stacks, stack: str, token: str, clock: Clock) -> Iterator[View]:
    """Yield views of a stack (its ARN) until the operation that was started with a token has finished.

    Uses events instead of the stack's status, which may be the old one for a moment. Raises AwsError.
    """
    start = clock.now()
    resources: dict[str, StackResource] = {}
    failures: list[StackResource] = []
    status, since = "", ""
    for _ in poll(clock, PAUSE, LONGEST):
        news = _news(stacks, stack, token, since)
        since = news[-1].id if news else since
        for event in news:
            if event.resource.physical_id == stack:
                status = event.resource.status
                continue
            resources[event.resource.logical_id] = event.resource
            if has_failed(event.resource.status):
                failures.append(event.resource)
        if not status and clock.now() >= start + _BEGINNING:
            status = _begun_by_another(stacks, stack)
        view = View(status, dict(resources), news, tuple(failures))
        yield view
        if view.is_last:
            return
    raise _unfinished(stack)


def _news(stacks: Stacks, stack: str, token: str, since: str) -> tuple[StackEvent, ...]:
    """Return an operation's events after the given one, the oldest first."""
    found: list[StackEvent] = []
    for number, event in enumerate(stacks.events(stack)):
        is_own = event.token == token
        if event.id == since or (found and not is_own) or number >= _FURTHEST:
            break
        if is_own:
            found.append(event)
    return tuple(reversed(found))


def _begun_by_another(stacks: Stacks, stack: str) -> str:
    """Return the status of a stack on which another operation did the work of ours; empty while it runs.

    Two may delete a stack at the same time. Raises AwsError if no operation was started.
    """
    found = stacks.describe(stack)
    if found is None or found.status == "DELETE_COMPLETE":
        return "DELETE_COMPLETE"
    if is_running(found.status):
        return ""
    raise AwsError(
        Fault.TIMED_OUT,
        f"follow the change of stack {found.name}",
        f"AWS did not start it within {_BEGINNING:.0f} seconds: the stack is {found.status}",
        help="check the stack's events in CloudFormation, then run the command again",
    )


def settle(stacks: Stacks, stack: DeployedStack, clock: Clock) -> DeployedStack | None:
    """Wait until no operation runs on a stack; return its new state, None if it was deleted."""
    for number, _ in enumerate(poll(clock, PAUSE, LONGEST)):
        now = stacks.describe(stack.id) if number else stack
        if now is None or now.status == "DELETE_COMPLETE":
            return None
        if not is_running(now.status):
            return now
    raise _unfinished(stack.name)


def _unfinished(stack: str) -> AwsError:
    return AwsError(
        Fault.TIMED_OUT,
        f"wait for stack {stack}",
        f"it did not finish within {LONGEST / 60:.0f} minutes",
        help="it continues in AWS; run the command again to keep waiting",
    )
