"""Who calls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Caller:
    """The account (12 digits) and the ARN of whoever holds the credentials."""

    account: str
    arn: str


class Identity(Protocol):
    """Knows who calls."""

    def caller(self) -> Caller:
        """Return who calls."""
        ...
