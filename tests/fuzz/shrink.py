"""Make an input small that goes wrong, as long as it goes wrong in the same way."""

from __future__ import annotations

import time
from collections.abc import Iterator

from tests.fuzz.engine import signature_of
from tests.fuzz.examine import Files
from tests.fuzz.kind import Kind

_SECONDS = 30.0
"""How long is spent on one input."""


def shrunk(kind: Kind, files: Files, signature: str) -> dict[str, bytes]:
    """Return a smaller input with the same signature: files, then lines, then pieces of lines left out."""
    best = dict(files)
    until = time.monotonic() + _SECONDS
    size = -1
    while size != _size(best) and time.monotonic() < until:
        size = _size(best)
        for candidate in _smaller(best):
            if time.monotonic() > until:
                break
            if _size(candidate) < _size(best) and signature_of(kind, candidate) == signature:
                best = candidate
    return best


def _size(files: Files) -> int:
    return sum(map(len, files.values())) + len(files)


def _smaller(files: Files) -> Iterator[dict[str, bytes]]:
    for name in files:
        yield {other: content for other, content in files.items() if other != name}
    for name, content in files.items():
        if name.endswith(".json"):
            continue
        lines = content.splitlines(keepends=True)
        for step in (len(lines) // 2, len(lines) // 4, 4, 1):
            for start in range(0, len(lines), step or 1):
                yield {**files, name: b"".join(lines[:start] + lines[start + (step or 1) :])}
        for step in (len(content) // 4, 20, 3):
            for start in range(0, min(len(content), 2000), step or 1):
                yield {**files, name: content[:start] + content[start + (step or 1) :]}
