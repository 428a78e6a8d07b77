"""Typed access to the JSON in Copilot's parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from pilothouse.aws.fault import AwsError, Fault


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON object; `subject` says what it describes."""

    fields: Mapping[str, object]
    subject: str

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text. Raises AwsError if it is missing or not a text, unless there is a default."""
        value = self.fields.get(key)
        if isinstance(value, str) and (value or default is not None):
            return value
        if default is not None and value is None:
            return default
        raise _unreadable(self.subject, f'its parameter has no text "{key}"')

    def texts(self, key: str) -> dict[str, str]:
        """Return an object of texts, empty if it is missing."""
        value = self.fields.get(key)
        return {str(name): str(text) for name, text in value.items()} if isinstance(value, dict) else {}


def read_record(value: str, subject: str) -> Record:
    """Read a parameter's value. Raises AwsError if it isn't a JSON object."""
    try:
        fields = json.loads(value)
    except ValueError as error:
        raise _unreadable(subject, f"its parameter is not JSON: {error}") from error
    if not isinstance(fields, dict):
        raise _unreadable(subject, "its parameter is not a JSON object")
    return Record(fields, subject)


def _unreadable(subject: str, message: str) -> AwsError:
    return AwsError(
        Fault.REFUSED,
        f"read {subject}",
        message,
        help="check the parameters below /copilot/applications in SSM; Copilot writes them",
    )
