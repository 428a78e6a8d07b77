"""Paths as URI references."""

from __future__ import annotations

from pathlib import PureWindowsPath
from urllib.parse import quote


def uri_of(path: str) -> str:
    """Write a path with `/` as a URI: a relative one as it is, an absolute one with its scheme."""
    if PureWindowsPath(path).drive:
        return f"file:///{quote(path, safe='/:')}"
    return f"file://{quote(path)}" if path.startswith("/") else quote(path)
