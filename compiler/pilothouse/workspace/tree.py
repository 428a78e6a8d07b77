"""The content of a commit's tree, from git itself."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from pilothouse.source.integer import integer, integer_or
from pilothouse.workspace.boundary import GIT
from pilothouse.workspace.git import GitError, asked_git

MOST_ENTRIES = 100_000
"""Names to read below the paths."""
_REGULAR = "100"  # the mode of a regular file starts with this
_LINK = "120000"
_MOST_LETTERS = 10_000
_FORBIDDEN = frozenset({"", os.curdir, os.pardir, GIT})
_SEPARATORS = frozenset({os.sep, os.altsep or os.sep, "\\" if os.name == "nt" else os.sep}) - {"/"}


class RevisionError(Exception):
    """A revision can't be read; the text is the reason."""


class Blob(NamedTuple):
    """An entry of a tree: its mode, its object's name, its size in bytes, its path."""

    mode: str
    name: str
    size: int
    path: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file."""
        return self.mode.startswith(_REGULAR)

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode == _LINK


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a commit of the repository at `root`."""

    root: Path
    commit: str

    def below(self, paths: Sequence[str]) -> Iterator[Blob]:
        """Yield the entries at some paths or below. Raises RevisionError."""
        return self._list(paths, "-r") if paths else iter(())

    def all(self) -> Iterator[Blob]:
        """Yield all entries. Raises RevisionError."""
        return self._list((), "-r")

    def at(self, path: str) -> Blob | None:
        """Return the entry at a path, None if there is none. Raises RevisionError."""
        return next(iter(list(self._list([path]))), None)

    def contents(self, blobs: Sequence[Blob]) -> Iterator[tuple[Blob, bytes]]:
        """Yield files and links with their content, from a single git command. Raises RevisionError."""
        if not blobs:
            return
        names = "".join(f"{blob.name}\n" for blob in blobs)
        try:
            with asked_git(self.root, "cat-file", "--batch", given=names.encode()) as answer:
                for blob in blobs:
                    yield blob, _content(answer, blob)
        except GitError as error:
            raise RevisionError(str(error)) from error

    def _list(self, paths: Sequence[str], *options: str) -> Iterator[Blob]:
        """List the entries. Names in a tree may be anything, so each is checked."""
        arguments = ["ls-tree", *options, "-l", "-z", "--full-tree", self.commit, "--", *paths]
        seen: set[str] = set()
        try:
            with asked_git(self.root, *arguments) as answer:
                for count, entry in enumerate(_entries(answer)):
                    if count >= MOST_ENTRIES:
                        where = f" under {', '.join(paths)}" if paths else ""
                        raise RevisionError(f"it contains more than {MOST_ENTRIES:,} files{where}")
                    facts, _, path = entry.decode("utf-8", "surrogateescape").partition("\t")
                    _check_path(path)
                    if path in seen:
                        raise RevisionError(f'it contains "{path}" twice, which no checkout can have')
                    seen.add(path)
                    mode, _, name, size = facts.split()
                    yield Blob(mode, name, integer_or(size, 0), path)
        except GitError as error:
            raise RevisionError(str(error)) from error


def _entries(answer: IO[bytes]) -> Iterator[bytes]:
    """Yield the text before each NUL, without keeping more than a piece of it."""
    rest = b""
    while piece := answer.read(1 << 16):
        *entries, rest = (rest + piece).split(b"\0")
        yield from entries
        if len(rest) > _MOST_LETTERS:
            raise RevisionError(f"a path in it has more than {_MOST_LETTERS:,} letters")


def _check_path(path: str) -> None:
    """Reject a path with a name that no checkout can have: it would lead somewhere else."""
    for name in path.split("/"):
        if name.casefold() in _FORBIDDEN or not _SEPARATORS.isdisjoint(name):
            raise RevisionError(f'it contains "{path}", but "{name}" is not a valid file name')


def _content(answer: IO[bytes], blob: Blob) -> bytes:
    header = answer.readline(_MOST_LETTERS).split()
    if header[1:2] != [b"blob"]:
        raise RevisionError(
            f"this clone does not contain {blob.path} of it; `git fetch` gets missing objects"
        )
    content = answer.read(integer(header[2].decode("ascii", "replace")) + 1)[:-1]
    if len(content) != blob.size:
        raise RevisionError(f"git returned only a part of {blob.path}")
    return content
