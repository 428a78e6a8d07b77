"""Files as they were at a git revision, asked of git itself."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from pilothouse.workspace.boundary import GIT
from pilothouse.workspace.git import GitError, ask_git, asked_git, repository_of
from pilothouse.workspace.read import MOST_BYTES

MOST_ENTRIES = 100_000
"""So many names below the paths are looked at."""
MOST_FILES = 10_000
MOST_BYTES_IN_ALL = 64 << 20
_REGULAR = "100"  # the mode of a regular file starts so; links and submodules are left out
_MOST_LETTERS = 10_000
_FORBIDDEN = frozenset({"", os.curdir, os.pardir, GIT})
_SEPARATORS = frozenset({os.sep, os.altsep or os.sep, "\\" if os.name == "nt" else os.sep}) - {"/"}


class RevisionError(Exception):
    """A revision can't be read; the text is the reason."""


class _Blob(NamedTuple):
    """A regular file: its object's name, how many bytes it has, its path."""

    name: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository at `root`; `name` is what people called it."""

    root: Path
    name: str
    commit: str

    def check_out(
        self, paths: Sequence[str], folder: Path, is_wanted: Callable[[str], bool] = lambda _path: True
    ) -> None:
        """Write the wanted files of a commit that are at `paths`, or below, into a folder.

        Paths are from the repository's root, with `/`; what wasn't there then isn't written. A file that is
        larger than what is ever read gets its size, and no content. Raises RevisionError.
        """
        blobs = [blob for blob in self._list(paths) if is_wanted(blob.path)]
        small = [blob for blob in blobs if blob.size <= MOST_BYTES]
        if len(blobs) > MOST_FILES or sum(blob.size for blob in small) > MOST_BYTES_IN_ALL:
            most = f"{MOST_FILES:,} files or {MOST_BYTES_IN_ALL >> 20} MiB"
            raise RevisionError(f"it holds more than {most} to read under {', '.join(paths)}")
        for blob in blobs:
            if blob.size > MOST_BYTES:
                _write(folder, blob, None)
        if not small:
            return
        names = "".join(f"{blob.name}\n" for blob in small)
        try:
            with asked_git(self.root, "cat-file", "--batch", given=names.encode()) as answer:
                for blob in small:
                    _write(folder, blob, _content(answer, blob))
        except GitError as error:
            raise RevisionError(str(error)) from error

    def _list(self, paths: Sequence[str]) -> Iterator[_Blob]:
        """Yield the regular files. The names in a tree may be anything: each is checked."""
        if not paths:
            return
        arguments = ["ls-tree", "-r", "-l", "-z", "--full-tree", self.commit, "--", *paths]
        try:
            with asked_git(self.root, *arguments) as answer:
                for count, entry in enumerate(_entries(answer)):
                    if count >= MOST_ENTRIES:
                        message = f"it holds more than {MOST_ENTRIES:,} files under {', '.join(paths)}"
                        raise RevisionError(message)
                    facts, _, path = entry.decode("utf-8", "surrogateescape").partition("\t")
                    _check_path(path)
                    mode, _, name, size = facts.split()
                    if mode.startswith(_REGULAR):
                        yield _Blob(name, int(size) if size.isdecimal() else 0, path)
        except GitError as error:
            raise RevisionError(str(error)) from error


def find_revision(folder: Path, name: str) -> Revision:
    """Look a revision up (`HEAD~1`, a branch, a tag, a commit) in the repository of a folder.

    Raises RevisionError.
    """
    try:
        root = repository_of(folder)
        found = ask_git(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    except (GitError, ValueError) as error:  # a NUL in the name
        raise RevisionError(str(error)) from error
    return Revision(root, name, found.decode("ascii", "replace").strip())


def _entries(answer: IO[bytes]) -> Iterator[bytes]:
    """Yield what stands before each NUL, without holding more than a piece of it."""
    rest = b""
    while piece := answer.read(1 << 16):
        *entries, rest = (rest + piece).split(b"\0")
        yield from entries
        if len(rest) > _MOST_LETTERS:
            raise RevisionError(f"a path in it has more than {_MOST_LETTERS:,} letters")


def _check_path(path: str) -> None:
    """Refuse a path with a name that no checkout has: it would lead somewhere else."""
    for name in path.split("/"):
        if name.casefold() in _FORBIDDEN or not _SEPARATORS.isdisjoint(name):
            raise RevisionError(f'it holds a file "{path}", and "{name}" is not the name of a file')


def _content(answer: IO[bytes], blob: _Blob) -> bytes:
    header = answer.readline(_MOST_LETTERS).split()
    if header[1:2] != [b"blob"]:
        raise RevisionError(f"this clone does not hold {blob.path} of it; git fetch gets what a clone lacks")
    content = answer.read(int(header[2]) + 1)[:-1]
    if len(content) != blob.size:
        raise RevisionError(f"git gave only a part of {blob.path}")
    return content


def _write(folder: Path, blob: _Blob, content: bytes | None) -> None:
    target = folder / PurePosixPath(blob.path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            if content is None:
                file.truncate(MOST_BYTES + 1)
            else:
                file.write(content)
    except OSError as error:
        raise RevisionError(f"{blob.path} of it cannot be written: {error.strerror}") from error
