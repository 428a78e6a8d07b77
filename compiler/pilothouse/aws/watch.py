"""Watch a stack while AWS works on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from pilothouse.aws.clock import Clock
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import DeployedStack, StackEvent, StackResource, Stacks
from pilothouse.aws.stack_status import REVIEW, has_failed, is_running

PAUSE = 3.0  # seconds between two looks
LONGEST = 90 * 60.0  # seconds, as long as Copilot waits


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


def last_event(stacks: Stacks, stack: str) -> str:
    """Return the ID of a stack's newest event, to watch from there; empty if it has none."""
    return next((event.id for event in stacks.events(stack)), "")


def watch(stacks: Stacks, stack: str, since: str, clock: Clock) -> Iterator[View]:
    """Yield views of a stack (its ARN) until AWS is done with what began after the event `since`.

    By events and not by the stack's status, since that may be the old one for a moment. Raises AwsError.
    """
    end = clock.now() + LONGEST
    resources: dict[str, StackResource] = {}
    failures: list[StackResource] = []
    status = ""
    while True:
        news = _news(stacks, stack, since)
        since = news[-1].id if news else since
        for event in news:
            if event.resource.physical_id == stack:
                status = event.resource.status
                continue
            resources[event.resource.logical_id] = event.resource
            if has_failed(event.resource.status):
                failures.append(event.resource)
        view = View(status, dict(resources), news, tuple(failures))
        yield view
        if view.is_last:
            return
        _wait(clock, end, stack)


def _news(stacks: Stacks, stack: str, since: str) -> tuple[StackEvent, ...]:
    """Return the events after one, the oldest first."""
    newest_first = tuple(takewhile(lambda event: event.id != since, stacks.events(stack)))
    return newest_first[::-1]


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
