"""Secrets in Secrets Manager."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoSecrets:
    """Secrets Manager."""

    secretsmanager: Service

    def tags(self, name: str) -> dict[str, str] | None:
        """Return a secret's tags, None if it doesn't exist."""
        try:
            answer = self.secretsmanager.call(f"describe secret {name}", "DescribeSecret", SecretId=name)
        except AwsError as error:
            if error.fault is Fault.NOT_FOUND:
                return None
            raise
        return (
            None if "DeletedDate" in answer else {tag["Key"]: tag["Value"] for tag in answer.get("Tags", ())}
        )

    def delete(self, name: str) -> None:
        """Delete a secret; it can be restored within AWS's recovery window (30 days)."""
        self.secretsmanager.call(f"delete secret {name}", "DeleteSecret", SecretId=name)
