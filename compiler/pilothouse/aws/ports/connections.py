"""Connections to the hosts of repositories (CodeConnections, formerly CodeStar Connections)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection; `status` is PENDING, AVAILABLE or ERROR."""

    name: str
    arn: str
    status: str
    provider: str = ""


class Connections(Protocol):
    """Reads connections."""

    def all(self) -> tuple[Connection, ...]:
        """Return the connections of the account and region in AWS's order."""
        ...

    def get(self, arn: str) -> Connection:
        """Return one connection. Raises AwsError (not-found) if it doesn't exist."""
        ...
