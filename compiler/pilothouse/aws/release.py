"""The input of a deployment, and the change sets that were kept for review."""

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
    """The input of a deployment: a stack, its template's text, and the bucket to upload it to.

    `before` is the current stack, None if there is none.
    """

    stack: Stack
    text: str
    bucket: str
    before: DeployedStack | None
    role: str = ""
    is_for_review: bool = False

    @property
    def name(self) -> str:
        """A unique name for a change set: its purpose, its content, and a random part."""
        return f"{_REVIEW if self.is_for_review else _DEPLOY}-{self.content}-{token_hex(4)}"

    @property
    def content(self) -> str:
        """A digest of everything to deploy: equal releases have equal ones."""
        whole = repr((self.text, sorted(self.stack.tags.items()), self.role))
        return sha256(whole.encode()).hexdigest()[:12]

    @property
    def creates(self) -> bool:
        """Whether there is no stack yet, or one in REVIEW_IN_PROGRESS."""
        return self.before is None or self.before.status == REVIEW


def upload(account: Account, release: Release) -> str:
    """Upload the template under Copilot's name for it; return its URL."""
    key = f"{release.stack.name}.pipeline.stack.yml"
    return account.artifacts.put(release.bucket, key, release.text.encode())


def proposals(stacks: Stacks, stack: str) -> tuple[ListedChangeSet, ...]:
    """Return the change sets of a stack that wait for review, the oldest first."""
    waiting = [
        one
        for one in stacks.change_sets(stack)
        if one.execution == "AVAILABLE" and not one.name.startswith(f"{_DEPLOY}-")
    ]
    return tuple(sorted(waiting, key=lambda one: one.created))


def proposes(change_set: ListedChangeSet, release: Release) -> bool:
    """Whether a change set was kept for review of exactly this release."""
    return change_set.name.startswith(f"{_REVIEW}-{release.content}-")


def replaced(change_set: ChangeSet) -> tuple[ResourceChange, ...]:
    """Return the replaced or removed resources among the pipeline and its connection.

    A new pipeline loses its history; a new connection needs a handshake.
    """
    return tuple(
        change
        for change in change_set.changes
        if change.type in _LIVE
        and (change.action == "Remove" or change.replacement in ("True", "Conditional"))
    )
