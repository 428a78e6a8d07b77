"""The buckets that templates are uploaded to."""

from __future__ import annotations

from typing import Protocol


class Artifacts(Protocol):
    """Stores objects in buckets."""

    def put(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object; return the URL of exactly this object, even if others write to its key later."""
        ...
