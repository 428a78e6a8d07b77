"""Connections, from the older or newer service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pilothouse.aws.ports.connections import Connection
from pilothouse.aws.service import Service

_LISTING = "codestar-connections"
"""The service name that Copilot uses; it also lists the connections created under the newer name."""


@dataclass(frozen=True, slots=True)
class BotoConnections:
    """The service under its older or its newer name: `service` opens either."""

    service: Callable[[str], Service]

    def all(self) -> tuple[Connection, ...]:
        """Return the connections of the account and region in AWS's order."""
        pages = self.service(_LISTING).pages("list the connections", "ListConnections")
        return tuple(_connection(one) for page in pages for one in page["Connections"])

    def get(self, arn: str) -> Connection:
        """Return one connection. Raises AwsError (not-found) if it doesn't exist."""
        name = arn.split(":")[2]
        answer = self.service(name).call(f"read connection {arn}", "GetConnection", ConnectionArn=arn)
        return _connection(answer["Connection"])


def _connection(one: dict[str, Any]) -> Connection:
    return Connection(
        one["ConnectionName"], one["ConnectionArn"], one["ConnectionStatus"], one.get("ProviderType", "")
    )
