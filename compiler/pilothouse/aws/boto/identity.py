"""The caller's identity, from STS."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.ports.identity import Caller
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoIdentity:
    """STS."""

    sts: Service

    def caller(self) -> Caller:
        """Return the caller."""
        answer = self.sts.call("identify the credentials", "GetCallerIdentity")
        return Caller(answer["Account"], answer["Arn"])
