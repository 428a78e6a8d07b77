"""A run's view of the disk, and its output: a later run with the same view prints the same.

A run that prints a stored result imports this and hardly more: neither `pathlib` nor `contextlib`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextvars import ContextVar
from hashlib import sha256

AT, TEXT, NAMES, TIME = "at", "text", "names", "time"
Fact = tuple[str, str, str]
"""The kind of observation, the absolute path, and what was found."""
_MOST_LINKS = 40
_ODD = "odd"
"""The content of anything but a regular file, which may differ at each read."""


class Observations:
    """Collects the facts that a run depends on, and its output, by the stream's number.

    `is_whole` is whether these are all: not if it ran git or another program, called AWS, read standard
    input, or wrote a file.
    """

    def __init__(self) -> None:
        self._facts: dict[tuple[str, str], str] = {}
        self.printed: list[tuple[int, str]] = []
        self.is_whole = True

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The observations, in order."""
        return tuple((kind, path, value) for (kind, path), value in self._facts.items())

    def look(self, path: str, links: int = 0) -> None:
        """Note what is at a path, and at each folder and link on the way."""
        path = os.path.join(os.getcwd(), path)
        at = 0
        while at != -1:
            at = path.find(os.sep, at + 1)
            step = path[:at] if at != -1 else path
            if step and (AT, step) not in self._facts:
                self._facts[AT, step] = found = fact(AT, step)
                if found.startswith("->") and links < _MOST_LINKS:
                    self.look(os.path.join(os.path.dirname(step), found[2:]), links + 1)

    def note(self, kind: str, path: str) -> None:
        """Note a text that was read, the names in a folder, or the time of its last change."""
        self.look(path)
        path = os.path.join(os.getcwd(), path)
        value = self._facts.setdefault((kind, path), fact(kind, path))
        self.is_whole &= value != _ODD


_CURRENT: ContextVar[Observations | None] = ContextVar("observations", default=None)
"""Those of this run, if its result is to be stored; all its reads go through `workspace`."""


class Observing:
    """Within the block, `by` records all reads from the disk; nothing does if it is None."""

    def __init__(self, by: Observations | None) -> None:
        self._by = by

    def __enter__(self) -> None:
        self._token = _CURRENT.set(self._by)

    def __exit__(self, *_: object) -> None:
        _CURRENT.reset(self._token)


def saw(path: os.PathLike[str] | str) -> None:
    """Note that the run depends on the entry at a path: nothing, a file, a folder or a link."""
    if observations := _CURRENT.get():
        observations.look(os.fspath(path))


def saw_names(folder: os.PathLike[str] | str) -> None:
    """Note that the run depends on the names in a folder."""
    if observations := _CURRENT.get():
        observations.note(NAMES, os.fspath(folder))


def saw_time(path: os.PathLike[str] | str) -> None:
    """Note that the run depends on the time of something's last change."""
    if observations := _CURRENT.get():
        observations.note(TIME, os.fspath(path))


def saw_content(path: os.PathLike[str] | str, limit: int) -> None:
    """Note that the run depends on the content of a file, of which at most `limit` bytes are read.

    Call it before the read: a change in between is then seen by the next run.
    """
    if observations := _CURRENT.get():
        observations.note(f"{TEXT} {limit}", os.fspath(path))


def printed(stream: int, text: str) -> None:
    """Note what the run prints: 1 for standard output, 2 for standard error."""
    if observations := _CURRENT.get():
        observations.printed.append((stream, text))


def depends_on_more() -> None:
    """Note that the run's result depends on something that can't be checked later."""
    if observations := _CURRENT.get():
        observations.is_whole = False


def still_hold(facts: Iterable[Fact]) -> bool:
    """Whether the disk still looks as it did."""
    return all(fact(kind, path) == value for kind, path, value in facts)


def fact(kind: str, path: str) -> str:
    """Return the current observation. An error is represented by its number."""
    try:
        match kind:
            case "at":
                mode = os.lstat(path).st_mode
                return f"->{os.readlink(path)}" if stat.S_ISLNK(mode) else str(stat.S_IFMT(mode))
            case "names":
                return _digest("\0".join(sorted(os.listdir(path))).encode("utf-8", "surrogateescape"))
            case "time":
                return str(os.stat(path).st_mtime_ns)
            case _:
                return _content(path, int(kind.partition(" ")[2]))
    except (OSError, ValueError) as error:
        return f"!{getattr(error, 'errno', None)}"


def _content(path: str, limit: int) -> str:
    if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe, which must not be opened without need
        return _ODD
    with open(path, "rb") as file:
        return _digest(file.read(limit + 1))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
