"""Texts stored from run to run in the user's cache folder; they may be deleted at any time."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from pilothouse.workspace.observe import Observing
from pilothouse.workspace.read import OddFileError, read_bytes
from pilothouse.workspace.write import write_atomically

MOST_ENTRIES = 2000
KEPT_OF_THEM = 1500
"""How many entries to keep, the most recently used, when there are too many."""

MOST_CHARACTERS = 50_000
"""Of an entry; longer texts aren't stored, so that all entries together have at most 100 MB."""


class CacheFolder:
    """A folder with a file for each key. Safe for several processes: an entry appears as a whole, or not.

    Never fails: an unreadable entry counts as missing, and a failed write is ignored.
    """

    def __init__(
        self,
        folder: Path,
        most: int = MOST_ENTRIES,
        kept: int = KEPT_OF_THEM,
        most_characters: int = MOST_CHARACTERS,
    ) -> None:
        self._folder = folder
        self._most = most
        self._kept = kept
        self._most_characters = most_characters

    def get(self, key: str) -> str | None:
        """Return the text stored under a key, None if there is none; marks it as recently used."""
        path = self._folder / key
        try:
            with Observing(None):
                text = read_bytes(path, within=self._folder).decode("utf-8")
        except (OSError, OddFileError, ValueError):
            return None
        with suppress(OSError):
            os.utime(path)
        return text

    def put(self, key: str, text: str) -> None:
        """Store a text under a key, which must be a valid file name."""
        if len(text) > self._most_characters:
            return
        with suppress(OSError), Observing(None):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomically(self._folder / key, text)
            self._evict()

    def _evict(self) -> None:
        with os.scandir(self._folder) as entries:
            names = [entry.path for entry in entries]
        if len(names) > self._most:
            for path in sorted(names, key=_last_used)[: -self._kept]:
                Path(path).unlink(missing_ok=True)


def _last_used(path: str) -> float:
    try:
        return Path(path).stat().st_mtime
    except OSError:
        return 0.0
