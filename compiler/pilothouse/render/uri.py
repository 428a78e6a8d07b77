"""Paths as URI references."""

from __future__ import annotations

from pathlib import PureWindowsPath
from urllib.parse import quote

from pilothouse.render.escape import path_bytes


def uri_of(path: str) -> str:
    """Write a path with `/` as a URI: a relative one as it is, an absolute one with its scheme.

    Bytes of a name that aren't UTF-8 are kept.
    """
    name = path_bytes(path)
    if PureWindowsPath(path).drive:
        return f"file:///{quote(name, safe='/:')}"
    return f"file://{quote(name)}" if path.startswith("/") else quote(name)
