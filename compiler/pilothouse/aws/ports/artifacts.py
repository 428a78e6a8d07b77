"""The buckets that templates are uploaded to."""

from __future__ import annotations

from typing import Protocol


class Artifacts(Protocol):
    """Keeps objects in buckets."""

    def put(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object; return the URL that CloudFormation reads just that by, whoever writes next."""
        ...
