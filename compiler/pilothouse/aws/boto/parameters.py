"""Parameters in SSM."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoParameters:
    """SSM."""

    ssm: Service

    def get(self, name: str) -> str | None:
        """Return a parameter's value, None if it doesn't exist."""
        try:
            answer = self.ssm.call(f"read parameter {name}", "GetParameter", Name=name)
        except AwsError as error:
            if error.fault is Fault.NOT_FOUND:
                return None
            raise
        return str(answer["Parameter"]["Value"])

    def below(self, path: str) -> tuple[str, ...]:
        """Return the values of the parameters directly below a path."""
        pages = self.ssm.pages(f"read the parameters below {path}", "GetParametersByPath", Path=path)
        return tuple(str(parameter["Value"]) for page in pages for parameter in page["Parameters"])
