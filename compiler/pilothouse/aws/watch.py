"""Watch a stack while AWS works on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pilothouse.aws.clock import Clock
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import DeployedStack, StackEvent, StackResource, Stacks
from pilothouse.aws.stack_status import REVIEW, has_failed, is_running

PAUSE = 3.0  # seconds between two looks
LONGEST = 90 * 60.0  # seconds, as long as Copilot waits
_BEGINNING = 60.0  # seconds: AWS needs one or two
_FURTHEST = 300  # events of others, among which those of an operation are looked for


@dataclass(frozen=True, slots=True)
class View:
    """A stack at one moment: how each resource that was touched stands, and the events since the last look.

    `status` is the stack's own, empty while it has not begun.
    """

    status: str
    resources: Mapping[str, StackResource]
    news: tuple[StackEvent, ...]
    failures: tuple[StackResource, ...]

    @property
    def is_last(self) -> bool:
        """Whether AWS is done with the stack."""
        return bool(self.status) and self.status != REVIEW and not is_running(self.status)


def watch(stacks: Stacks, stack: str, token: str, clock: Clock) -> Iterator[View]:
    """Yield views of a stack (its ARN) until AWS is done with the operation that was begun with a token.

    By events and not by the stack's status, since that may be the old one for a moment. Raises AwsError.
    """
    start = clock.now()
    resources: dict[str, StackResource] = {}
    failures: list[StackResource] = []
    status, since = "", ""
    while True:
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
        _wait(clock, start + LONGEST, stack)


def _news(stacks: Stacks, stack: str, token: str, since: str) -> tuple[StackEvent, ...]:
    """Return an operation's events after one, the oldest first."""
    found: list[StackEvent] = []
    for number, event in enumerate(stacks.events(stack)):
        is_own = event.token == token
        if event.id == since or (found and not is_own) or number >= _FURTHEST:
            break
        if is_own:
            found.append(event)
    return tuple(reversed(found))


def _begun_by_another(stacks: Stacks, stack: str) -> str:
    """Return the status of a stack on which another's operation did what ours should; empty while it runs.

    Two may delete a stack at the same time. Raises AwsError if nothing was begun.
    """
    found = stacks.describe(stack)
    if found is None or found.status == "DELETE_COMPLETE":
        return "DELETE_COMPLETE"
    if is_running(found.status):
        return ""
    raise AwsError(
        Fault.TIMED_OUT,
        f"follow the change of the stack {found.name}",
        f"AWS has not begun it within {_BEGINNING:.0f} seconds: the stack is {found.status}",
        help="look at the stack's events in CloudFormation, then run the command again",
    )


def settle(stacks: Stacks, stack: DeployedStack, clock: Clock) -> DeployedStack | None:
    """Wait until no operation runs on a stack; return how it stands then, None if it was deleted."""
    end = clock.now() + LONGEST
    while is_running(stack.status):
        _wait(clock, end, stack.name)
        found = stacks.describe(stack.id)
        if found is None or found.status == "DELETE_COMPLETE":
            return None
        stack = found
    return stack


def _wait(clock: Clock, end: float, stack: str) -> None:
    if clock.now() >= end:
        raise AwsError(
            Fault.TIMED_OUT,
            f"wait for the stack {stack}",
            f"it was not done within {LONGEST / 60:.0f} minutes",
            help="AWS goes on with it; run the command again to go on waiting",
        )
    clock.sleep(PAUSE)
