"""Read text files: those that are regular, of a bounded size, and inside their boundary."""

from __future__ import annotations

import errno
import os
import stat
from codecs import BOM_UTF8
from pathlib import Path
from typing import BinaryIO

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.source.file import SourceFile
from pilothouse.workspace.boundary import (
    HAS_OPENED_FOLDERS,
    StrayPathError,
    boundary_of,
    checked_path,
    opened_folder,
)
from pilothouse.workspace.observe import saw, saw_content
from pilothouse.workspace.paths import absolute_path, real_path

MOST_BYTES = 1 << 20
"""Larger files are not read."""
_AS_SEEN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Neither follow a link nor wait for a pipe's other end, if one was put in the file's place meanwhile."""
_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class UnreadableFileError(Exception):
    """A file can't be read; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class OddFileError(Exception):
    """A file is of another kind, or larger, than what is read: its code, and why."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def shown_path(path: Path) -> str:
    """Return a path as people know it: from the current folder where it is inside, with `/`."""
    here = Path.cwd()
    for known in (real_path(path), absolute_path(path)):
        if known.is_relative_to(here):
            return known.relative_to(here).as_posix()
    return path.as_posix()


def unreadable(path: Path, error: OSError, kind: str = "file") -> Diagnostic:
    """Say why a file, or what else it is, can't be read."""
    place = Place(shown_path(path))
    if isinstance(error, StrayPathError):
        help = f"put a copy of the {kind} in place of the link"
        return Diagnostic(codes.STRAY_LINK, f"the {kind} is not read: {error.strerror}", place, help)
    return Diagnostic(codes.UNREADABLE_FILE, f"the {kind} cannot be read: {error.strerror}", place)


def read_source(path: Path, limit: int = MOST_BYTES, within: Path | None = None) -> SourceFile:
    """Read a UTF-8 text; its path is shown from the current folder. Raises UnreadableFileError.

    A file of more than `limit` bytes isn't read, nor one that a link outside of its boundary leads to:
    `within`, or what `boundary_of` finds.
    """
    shown = shown_path(path)
    try:
        content = read_bytes(path, limit, within)
    except OddFileError as error:
        raise UnreadableFileError(Diagnostic(error.code, error.message, Place(shown))) from error
    except OSError as error:
        raise UnreadableFileError(unreadable(path, error)) from error
    return decode_source(content, shown)


def read_bytes(path: Path, limit: int = MOST_BYTES, within: Path | None = None) -> bytes:
    """Read a file of at most `limit` bytes. Raises OddFileError, StrayPathError, OSError.

    Inside a boundary it must be a regular file. Outside of any, a person named it, who may name a pipe.
    """
    saw_content(path, limit)
    boundary = within.absolute() if within else boundary_of(path)
    with _opened(path, boundary) as file:
        status = os.fstat(file.fileno())
        if boundary:
            _check_kind(status.st_mode)
        if status.st_size > limit:
            raise _too_large(limit)
        content = file.read(limit + 1)
    if len(content) > limit:
        raise _too_large(limit)
    return content


def is_there(path: Path, within: Path | None = None) -> bool:
    """Whether anything but a folder is at `path`, or may be: reading it then says what is in the way."""
    try:
        mode = look_up(path, within)
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return mode is not None and not stat.S_ISDIR(mode)


def look_up(path: Path, within: Path | None = None) -> int | None:
    """Return the mode of what is at `path`, None if nothing is. Raises StrayPathError, OSError."""
    if "\0" in str(path):
        return None
    saw(path)
    boundary = within.absolute() if within else boundary_of(path)
    try:
        if boundary is None:
            return path.stat().st_mode
        if not HAS_OPENED_FOLDERS:
            return checked_path(boundary, path).stat().st_mode
        with opened_folder(boundary, path) as (folder, name):
            return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None


def _opened(path: Path, boundary: Path | None) -> BinaryIO:
    if "\0" in str(path):
        raise FileNotFoundError(errno.ENOENT, "no file has such a name")
    if boundary is None:
        return path.open("rb")
    if not HAS_OPENED_FOLDERS:
        real = checked_path(boundary, path)
        _check_kind(real.stat().st_mode)
        return real.open("rb")
    with opened_folder(boundary, path) as (folder, name):
        _check_kind(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
        return open(name, "rb", opener=lambda name, flags: os.open(name, flags | _AS_SEEN, dir_fd=folder))


def _check_kind(mode: int) -> None:
    """Refuse what isn't a regular file; a folder is refused by the system when it is opened."""
    kind = _KINDS.get(stat.S_IFMT(mode))
    if kind:
        raise OddFileError(codes.ODD_FILE, f"the file is {kind}: only regular files are read")


def _too_large(limit: int) -> OddFileError:
    return OddFileError(
        codes.OVERSIZED_FILE, f"the file is larger than {limit:,} bytes, the most that is read"
    )


def decode_source(content: bytes, shown: str) -> SourceFile:
    """Decode a UTF-8 text; a byte order mark is set apart. Raises UnreadableFileError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{content[error.start]:02x} on line {line}"
        finding = Diagnostic(codes.NOT_UTF8, message, Place(shown), "save it as UTF-8")
        raise UnreadableFileError(finding) from error
    return SourceFile(shown, text, "\ufeff" if content.startswith(BOM_UTF8) else "")
