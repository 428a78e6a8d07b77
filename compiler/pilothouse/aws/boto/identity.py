"""Identity by STS."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.ports.identity import Caller
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoIdentity:
    """Asks STS."""

    sts: Service

    def caller(self) -> Caller:
        """Return who calls."""
        answer = self.sts.call("tell whose credentials these are", "GetCallerIdentity")
        return Caller(answer["Account"], answer["Arn"])
