"""Connections by the service that has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pilothouse.aws.ports.connections import Connection
from pilothouse.aws.service import Service

_LISTING = "codestar-connections"
"""The name that Copilot asks by; it lists the connections made by the newer name as well."""


@dataclass(frozen=True, slots=True)
class BotoConnections:
    """Asks the service by its older or its newer name: `service` opens either."""

    service: Callable[[str], Service]

    def all(self) -> tuple[Connection, ...]:
        """Return the connections of the account and region in AWS's order."""
        pages = self.service(_LISTING).pages("list the connections", "ListConnections")
        return tuple(_connection(one) for page in pages for one in page["Connections"])

    def get(self, arn: str) -> Connection:
        """Return one connection. Raises AwsError (not-found) if it is gone."""
        name = arn.split(":")[2]
        answer = self.service(name).call(f"look at the connection {arn}", "GetConnection", ConnectionArn=arn)
        return _connection(answer["Connection"])


def _connection(one: dict[str, Any]) -> Connection:
    return Connection(
        one["ConnectionName"], one["ConnectionArn"], one["ConnectionStatus"], one.get("ProviderType", "")
    )
