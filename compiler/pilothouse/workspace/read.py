"""Read and write text files."""

from __future__ import annotations

import os
from pathlib import Path

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.source.file import SourceFile


class UnreadableFileError(Exception):
    """A file can't be read; `diagnostic` says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def shown_path(path: Path) -> str:
    """Return a path as people know it: from the current folder where it is inside, with `/`."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`, as far as the system tells."""
    try:
        return path.is_file()
    except OSError:  # a name that is too long, too
        return False


def may_be_file(path: Path) -> bool:
    """Whether a file at `path` may be read, or else may be there: reading it then says what is in the way."""
    try:
        return path.is_file()
    except OSError as error:
        return isinstance(error, PermissionError)


def unreadable(path: Path, error: OSError, kind: str = "file") -> Diagnostic:
    """Say why a file, or what else it is, can't be read."""
    message = f"the {kind} cannot be read: {error.strerror}"
    return Diagnostic(codes.UNREADABLE_FILE, message, Place(shown_path(path)))


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`, as far as the system tells."""
    try:
        return path.is_dir()
    except OSError:
        return False


def read_source(path: Path) -> SourceFile:
    """Read a UTF-8 text; its path is shown from the current folder. Raises UnreadableFileError."""
    shown = shown_path(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(unreadable(path, error)) from error
    return decode_source(content, shown)


def decode_source(content: bytes, shown: str) -> SourceFile:
    """Decode a UTF-8 text; a byte order mark is dropped. Raises UnreadableFileError."""
    try:
        return SourceFile(shown, content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: byte 0x{content[error.start]:02x} on line {line}"
        finding = Diagnostic(codes.NOT_UTF8, message, Place(shown), "save it as UTF-8")
        raise UnreadableFileError(finding) from error


def write_atomically(path: Path, text: str) -> None:
    """Write a text so that nobody ever sees half of it: a new file beside `path` then takes its place.

    Raises OSError; the file is then as it was.
    """
    import tempfile

    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
