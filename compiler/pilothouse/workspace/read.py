"""Read text files: regular ones, of a limited size, inside their boundary."""

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
"""Don't follow a link or wait for a pipe's other end, if one has replaced the file in the meantime."""
_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class UnreadableFileError(Exception):
    """A file can't be read; `diagnostic` has the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class OddFileError(Exception):
    """A file is of an unsupported kind, or too large: its code, and the reason."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def shown_path(path: Path) -> str:
    """Return a path as shown to users: relative to the current folder if it is inside, with `/`."""
    here = Path.cwd()
    for known in (real_path(path), absolute_path(path)):
        if known.is_relative_to(here):
            return known.relative_to(here).as_posix()
    return path.as_posix()


def unreadable(path: Path, error: OSError, kind: str = "file") -> Diagnostic:
    """Report why a file of this kind can't be read."""
    place = Place(shown_path(path))
    if isinstance(error, StrayPathError):
        help = f"replace the link with a copy of the {kind}"
        return Diagnostic(codes.STRAY_LINK, f"the {kind} is not read: {error.strerror}", place, help)
    return Diagnostic(codes.UNREADABLE_FILE, f"the {kind} cannot be read: {error.strerror}", place)


def read_source(path: Path, limit: int = MOST_BYTES, within: Path | None = None) -> SourceFile:
    """Read a UTF-8 text; its path is shown from the current folder. Raises UnreadableFileError.

    Rejects a file of more than `limit` bytes, and one that a link leads to outside of its boundary: `within`,
    or the result of `boundary_of`.
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

    Inside a boundary it must be a regular file. Outside, the user gave its path, and that may be a pipe.
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
    """Whether anything but a folder is at `path`, or may be; reading it then reports the problem."""
    try:
        mode = look_up(path, within)
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return mode is not None and not stat.S_ISDIR(mode)


def look_up(path: Path, within: Path | None = None) -> int | None:
    """Return the mode of the entry at `path`, None if there is none. Raises StrayPathError, OSError."""
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
        raise FileNotFoundError(errno.ENOENT, "not a valid file name")
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
    """Reject anything but a regular file; a folder is rejected by the system when it is opened."""
    kind = _KINDS.get(stat.S_IFMT(mode))
    if kind:
        raise OddFileError(codes.ODD_FILE, f"the file is {kind}: only regular files are read")


def _too_large(limit: int) -> OddFileError:
    return OddFileError(codes.OVERSIZED_FILE, f"the file is larger than the limit of {limit:,} bytes")


def decode_source(content: bytes, shown: str) -> SourceFile:
    """Decode a UTF-8 text; a byte order mark is kept separately. Raises UnreadableFileError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{content[error.start]:02x} on line {line}"
        finding = Diagnostic(codes.NOT_UTF8, message, Place(shown), "save it as UTF-8")
        raise UnreadableFileError(finding) from error
    return SourceFile(shown, text, "\ufeff" if content.startswith(BOM_UTF8) else "")
