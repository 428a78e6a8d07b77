"""A change set from its creation to its end: whatever happens on the way, nothing of it is left behind."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import ChangeRequest, ChangeSet, DeployedStack, ResourceChange, Stacks
from pilothouse.aws.stack_status import REVIEW
from pilothouse.ir.stack import Stack

CHANGE_SET = "pilothouse-deploy"
"""Always the same name, so that a run that was killed leaves at most one, and the next run replaces it."""

_PAUSE, _LONGEST = 2.0, 600.0  # seconds
_NOTHING = ("didn't contain changes", "No updates are to be performed")
_LIVE = (
    "AWS::CodePipeline::Pipeline",
    "AWS::CodeStarConnections::Connection",
    "AWS::CodeConnections::Connection",
)


@dataclass(frozen=True, slots=True)
class Release:
    """What is to be deployed: a stack, its template's text, and the bucket that the text goes to.

    `before` is the stack as it stands, None if there is none.
    """

    stack: Stack
    text: str
    bucket: str
    before: DeployedStack | None
    role: str = ""

    @property
    def creates(self) -> bool:
        """Whether there is no stack yet, or one that is only announced."""
        return self.before is None or self.before.status == REVIEW


def upload(account: Account, release: Release) -> str:
    """Upload the template under the name that Copilot gives it; return its URL."""
    key = f"{release.stack.name}.pipeline.stack.yml"
    return account.artifacts.put(release.bucket, key, release.text.encode())


class Proposal:
    """A change set, as a context manager: what was neither carried out nor kept is deleted at the end."""

    def __init__(self, stacks: Stacks, release: Release, template_url: str, clock: Clock) -> None:
        self._stacks = stacks
        self._release = release
        self._url = template_url
        self._clock = clock
        self._is_settled = False
        self._was_tried = False
        self.change_set: ChangeSet | None = None
        """None if the stack is already as it should be."""

    def __enter__(self) -> Self:
        try:
            self.change_set = self._propose()
        except BaseException:
            self._withdraw()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_settled:
            self._withdraw()

    def execute(self) -> None:
        """Begin to carry it out. Raises AwsError."""
        assert self.change_set is not None, "nothing to carry out"
        self._was_tried = True
        self._stacks.execute_change_set(self.change_set.id)
        self._is_settled = True

    def keep(self) -> None:
        """Leave it for a person to look at, and to carry out."""
        self._is_settled = True

    def _propose(self) -> ChangeSet | None:
        release = self._release
        request = ChangeRequest(
            stack=release.stack.name,
            name=CHANGE_SET,
            creates=release.creates,
            template_url=self._url,
            tags=release.stack.tags,
            role=release.role,
        )
        found = self._created(self._stacks.create_change_set(request))
        if found.status != "FAILED":
            return found
        if any(words in found.reason for words in _NOTHING):
            return None
        raise AwsError(
            Fault.FAILED,
            f"propose changes to the stack {release.stack.name}",
            f"CloudFormation refuses the template ({found.reason})",
            help="mend what it names; the live pipeline is as it was",
        )

    def _created(self, change_set: str) -> ChangeSet:
        end = self._clock.now() + _LONGEST
        while True:
            found = self._stacks.change_set(change_set)
            if found.status in ("CREATE_COMPLETE", "FAILED"):
                return found
            if self._clock.now() >= end:
                raise AwsError(
                    Fault.TIMED_OUT,
                    f"propose changes to the stack {self._release.stack.name}",
                    f"the change set was not ready within {_LONGEST / 60:.0f} minutes",
                    help="run the command again",
                )
            self._clock.sleep(_PAUSE)

    def _withdraw(self) -> None:
        """Delete the change set, and the empty stack that came with it; the next run mends a failure."""
        name = self._release.stack.name
        with suppress(AwsError):
            self._stacks.delete_change_set(name, CHANGE_SET)
            # Where the answer was lost, AWS may be at work on the stack by now.
            if self._release.before is None and not self._was_tried:
                stack = self._stacks.describe(name)
                if stack and stack.status == REVIEW:
                    self._stacks.delete(name)


def replaced(change_set: ChangeSet) -> tuple[ResourceChange, ...]:
    """Return what would be replaced or removed of the pipeline and its connection.

    A new pipeline starts anew and loses its history; a new connection waits for a person.
    """
    return tuple(
        change
        for change in change_set.changes
        if change.type in _LIVE
        and (change.action == "Remove" or change.replacement in ("True", "Conditional"))
    )
