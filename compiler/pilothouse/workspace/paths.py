"""Checks of paths that never fail: what can't be determined counts as missing."""

from __future__ import annotations

import os
from pathlib import Path

from pilothouse.workspace.observe import saw, saw_names


def absolute_path(path: Path) -> Path:
    """Return an absolute path, without `..`; links stay links."""
    return Path(os.path.normpath(Path.cwd() / path))


def real_path(path: Path) -> Path:
    """Return an absolute path with all links followed. Links in a cycle stay as they are."""
    saw(path)
    try:
        return Path(os.path.realpath(path))  # Path.resolve() raises an error for such a cycle
    except ValueError:  # a NUL, which is not allowed in a name
        return absolute_path(path)


def is_file(path: Path) -> bool:
    """Whether there is a file at `path`, as far as can be determined."""
    saw(path)
    try:
        return path.is_file()
    except OSError:  # also a name that is too long
        return False


def is_link(path: Path) -> bool:
    """Whether there is a symbolic link at `path`, as far as can be determined."""
    saw(path)
    try:
        return path.is_symlink()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether there is a folder at `path`, as far as can be determined."""
    saw(path)
    try:
        return path.is_dir()
    except OSError:
        return False


def anything_at(path: Path) -> bool:
    """Whether there is anything at `path`, even a broken link."""
    saw(path)
    return os.path.lexists(path)


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder, sorted; none if it can't be listed."""
    saw_names(folder)
    try:
        return tuple(sorted(path.name for path in folder.iterdir()))
    except OSError:
        return ()
