"""Copilot's record of an application: SSM parameters that contain JSON."""

from __future__ import annotations

from typing import Protocol


class Parameters(Protocol):
    """Reads parameters."""

    def get(self, name: str) -> str | None:
        """Return a parameter's value, None if it doesn't exist."""
        ...

    def below(self, path: str) -> tuple[str, ...]:
        """Return the values of the parameters directly below a path."""
        ...
