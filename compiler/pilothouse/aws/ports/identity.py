"""The caller's identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Caller:
    """The account (12 digits) and the ARN of the credentials' owner."""

    account: str
    arn: str


class Identity(Protocol):
    """Identifies the caller."""

    def caller(self) -> Caller:
        """Return the caller."""
        ...
