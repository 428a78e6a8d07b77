"""What is to be deployed, and the change sets that propose it or something else for a review."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from secrets import token_hex

from pilothouse.aws.account import Account
from pilothouse.aws.ports.stacks import ChangeSet, DeployedStack, ListedChangeSet, ResourceChange, Stacks
from pilothouse.aws.stack_status import REVIEW
from pilothouse.ir.stack import Stack

_DEPLOY, _REVIEW = "pilothouse-deploy", "pilothouse-review"
CONNECTION_TYPES = ("AWS::CodeStarConnections::Connection", "AWS::CodeConnections::Connection")
_LIVE = ("AWS::CodePipeline::Pipeline", *CONNECTION_TYPES)


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
    is_for_review: bool = False

    @property
    def name(self) -> str:
        """A name for a change set that no other run gives: its purpose, its content, and chance."""
        return f"{_REVIEW if self.is_for_review else _DEPLOY}-{self.content}-{token_hex(4)}"

    @property
    def content(self) -> str:
        """What stands for all that is to be deployed: equal releases have equal ones."""
        whole = repr((self.text, sorted(self.stack.tags.items()), self.role))
        return sha256(whole.encode()).hexdigest()[:12]

    @property
    def creates(self) -> bool:
        """Whether there is no stack yet, or one that is only announced."""
        return self.before is None or self.before.status == REVIEW


def upload(account: Account, release: Release) -> str:
    """Upload the template under the name that Copilot gives it; return its URL."""
    key = f"{release.stack.name}.pipeline.stack.yml"
    return account.artifacts.put(release.bucket, key, release.text.encode())


def proposals(stacks: Stacks, stack: str) -> tuple[ListedChangeSet, ...]:
    """Return the change sets of a stack that wait for a person, the oldest first."""
    waiting = [
        one
        for one in stacks.change_sets(stack)
        if one.execution == "AVAILABLE" and not one.name.startswith(f"{_DEPLOY}-")
    ]
    return tuple(sorted(waiting, key=lambda one: one.created))


def proposes(change_set: ListedChangeSet, release: Release) -> bool:
    """Whether a change set was left for a review of just this release."""
    return change_set.name.startswith(f"{_REVIEW}-{release.content}-")


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
