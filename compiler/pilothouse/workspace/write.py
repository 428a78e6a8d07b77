"""Write text files: as a whole or not at all, and inside their boundary."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pilothouse.workspace.boundary import HAS_OPENED_FOLDERS, boundary_of, checked_path, opened_folder
from pilothouse.workspace.observe import depends_on_more

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def write_atomically(path: Path, text: str) -> None:
    """Write a text atomically: a new file next to `path` then replaces it.

    Missing folders are created. A link at `path` is replaced; anything but a regular file is left alone.
    Raises StrayPathError if a folder of the path is a link out of its boundary, and other OSErrors; the file
    is then unchanged.
    """
    depends_on_more()
    with _folder(path) as (folder, name):
        mode = _mode(name, folder)
        new = str(Path(name).parent / f".{Path(name).name[:100]}.{secrets.token_hex(8)}")
        handle = os.open(new, _NEW, 0o600, dir_fd=folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
                if hasattr(os, "fchmod"):
                    os.fchmod(file.fileno(), mode)
            os.replace(new, name, src_dir_fd=folder, dst_dir_fd=folder)
        except BaseException:
            with suppress(OSError):
                os.unlink(new, dir_fd=folder)
            raise


@contextmanager
def _folder(path: Path) -> Iterator[tuple[int | None, str]]:
    """Yield the open folder to write to and the file's name; None and the path if folders can't be opened."""
    boundary = boundary_of(path)
    if boundary and HAS_OPENED_FOLDERS:
        with opened_folder(boundary, path, makes=True) as found:
            yield found
        return
    parent = checked_path(boundary, path.parent) if boundary else path.parent
    parent.mkdir(parents=True, exist_ok=True)
    yield None, str(parent / path.name)


def _mode(name: str, folder: int | None) -> int:
    """Return the permissions to write with: those of the existing file, or a new file's."""
    try:
        mode = os.stat(name, dir_fd=folder).st_mode
    except OSError:  # there is nothing, or a broken link
        return 0o666 & ~_umask()
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    return mode & 0o777


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
