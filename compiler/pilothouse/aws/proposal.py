"""A change set from its creation to its end: whatever happens in between, nothing of it is left behind."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from pilothouse.aws.clock import Clock, poll
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import (
    ChangeRequest,
    ChangeSet,
    DeployedStack,
    Stacks,
)
from pilothouse.aws.release import Release
from pilothouse.aws.stack_status import REVIEW

_PAUSE, _LONGEST = 2.0, 600.0  # seconds
_NOTHING = ("didn't contain changes", "No updates are to be performed")
_BEGUN = ("EXECUTE_IN_PROGRESS", "EXECUTE_COMPLETE", "EXECUTE_FAILED")


class OvertakenError(AwsError):
    """The stack was changed in between by another deployment: the plan is out of date."""

    def __init__(self, stack: str, message: str) -> None:
        super().__init__(
            Fault.BUSY,
            f"change stack {stack}",
            message,
            help="another deployment is running; run the command again when it has finished",
        )


class Proposal:
    """A change set, as a context manager: deleted at the end unless it was executed or kept.

    Raises OvertakenError if another deployment was faster. `warn` gets messages about a failed deletion.
    """

    def __init__(
        self, stacks: Stacks, release: Release, template_url: str, clock: Clock, warn: Callable[[str], None]
    ) -> None:
        self._stacks = stacks
        self._release = release
        self._url = template_url
        self._clock = clock
        self._warn = warn
        self._arn = ""
        self._is_settled = False
        self._was_tried = False
        self.name = release.name
        """The change set's name, and the token of its execution."""
        self.change_set: ChangeSet | None = None
        """None if the stack is already up to date."""

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
        """Start executing it. Raises AwsError if the execution certainly didn't start."""
        assert self.change_set is not None, "nothing to execute"
        self._was_tried = True
        try:
            self._stacks.execute_change_set(self.change_set.id, self.name)
        except AwsError as error:
            if not self._has_begun():
                self._check_overtaken(error)
                raise
        self._is_settled = True

    def keep(self) -> None:
        """Keep it for review and later execution."""
        self._is_settled = True

    def _propose(self) -> ChangeSet | None:
        release = self._release
        request = ChangeRequest(
            stack=release.stack.name,
            name=self.name,
            creates=release.creates,
            template_url=self._url,
            tags=release.stack.tags,
            role=release.role,
        )
        try:
            self._arn = self._stacks.create_change_set(request)
        except AwsError as error:
            self._check_overtaken(error)
            raise
        found = self._created()
        if found.status != "FAILED":
            return found
        if any(words in found.reason for words in _NOTHING):
            return None
        raise AwsError(
            Fault.FAILED,
            f"create a change set for stack {release.stack.name}",
            f"CloudFormation rejects the template ({found.reason})",
            help="fix this error; the live pipeline is unchanged",
        )

    def _created(self) -> ChangeSet:
        for _ in poll(self._clock, _PAUSE, _LONGEST):
            found = self._stacks.change_set(self._arn)
            if found is None or _is_gone(found):
                raise self._overtaken("the change set of this run is gone")
            if found.status in ("CREATE_COMPLETE", "FAILED"):
                return found
        raise AwsError(
            Fault.TIMED_OUT,
            f"create a change set for stack {self._release.stack.name}",
            f"the change set was not ready within {_LONGEST / 60:.0f} minutes",
            help="run the command again",
        )

    def _has_begun(self) -> bool:
        """Whether the execution started although the call seemed to fail: its answer may have been lost."""
        with suppress(AwsError):
            found = self._stacks.change_set(self._arn)
            return found is not None and found.execution in _BEGUN
        return False

    def _check_overtaken(self, error: AwsError) -> None:
        """Raise OvertakenError if a call failed because of another deployment: the stack has changed."""
        if error.fault not in (Fault.REFUSED, Fault.NOT_FOUND, Fault.BUSY):
            return
        try:
            now = self._stacks.describe(self._release.stack.name)
            is_gone = bool(self._arn) and _is_gone(self._stacks.change_set(self._arn))
        except AwsError:
            return  # the first error is the one to report
        if is_gone or _stands(now) != _stands(self._release.before):
            raise self._overtaken(error.message, now) from error

    def _overtaken(self, message: str, now: DeployedStack | None = None) -> OvertakenError:
        state = f"; the stack is {now.status} by {now.change_set or 'no change set'}" if now else ""
        return OvertakenError(self._release.stack.name, f"{message}{state}")

    def _withdraw(self) -> None:
        """Delete the change set, and the empty stack created for it if it has no other change set."""
        stack = self._release.stack.name
        try:
            self._arn = self._arn or self._lost()
            if self._arn:
                self._stacks.delete_change_set(self._arn)
            # If the answer was lost, AWS may already be working on the stack.
            if self._release.before is None and not self._was_tried and not self._stacks.change_sets(stack):
                found = self._stacks.describe(stack)
                if found and found.status == REVIEW:
                    self._stacks.delete(found.id, self.name)
        except AwsError as error:
            self._warn(f"change set {self.name} of stack {stack} may be left behind: {error.message}")

    def _lost(self) -> str:
        """Return the ARN of a change set whose creation got no answer, empty if there is none."""
        return next(
            (one.id for one in self._stacks.change_sets(self._release.stack.name) if one.name == self.name),
            "",
        )


def _is_gone(change_set: ChangeSet | None) -> bool:
    return change_set is None or change_set.status.startswith("DELETE_") or change_set.execution == "OBSOLETE"


def _stands(stack: DeployedStack | None) -> tuple[str, str] | None:
    """Return the parts of a stack that deployments change; a stack in REVIEW_IN_PROGRESS counts as none."""
    return (stack.status, stack.change_set) if stack and stack.status != REVIEW else None
