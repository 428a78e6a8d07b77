"""Secrets: of old, Copilot kept a GitHub token in one."""

from __future__ import annotations

from typing import Protocol


class Secrets(Protocol):
    """Knows of secrets, never what is in them."""

    def tags(self, name: str) -> dict[str, str] | None:
        """Return a secret's tags, None if there is no such secret."""
        ...

    def delete(self, name: str) -> None:
        """Delete a secret; it can be restored within AWS's waiting time (30 days)."""
        ...
