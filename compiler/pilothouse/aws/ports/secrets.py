"""Secrets: Copilot used to store a GitHub token in one."""

from __future__ import annotations

from typing import Protocol


class Secrets(Protocol):
    """Reads about secrets, never their values."""

    def tags(self, name: str) -> dict[str, str] | None:
        """Return a secret's tags, None if it doesn't exist."""
        ...

    def delete(self, name: str) -> None:
        """Delete a secret; it can be restored within AWS's recovery window (30 days)."""
        ...
