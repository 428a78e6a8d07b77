"""Limits for paths: they never leave the repository, or else the workspace, that they are in."""

from __future__ import annotations

import errno
import os
import stat
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pilothouse.workspace.find import MARKER
from pilothouse.workspace.paths import absolute_path, anything_at, is_file, is_link, real_path

GIT = ".git"
"""Git's own folder: no link may lead into it, because it can contain a token."""
_MOST_LINKS = 40
HAS_OPENED_FOLDERS = {os.open, os.stat, os.mkdir, os.readlink} <= os.supports_dir_fd and hasattr(
    os, "O_NOFOLLOW"
)
"""Whether names can be looked up in an open folder, whatever happens to its path. Not on Windows."""


class StrayPathError(OSError):
    """A path leads out of its boundary; the reason is `strerror`."""

    def __init__(self, reason: str) -> None:
        super().__init__(errno.EPERM, reason)


def boundary_of(path: Path) -> Path | None:
    """Return the folder that `path` must not leave, None if there is none.

    It is the innermost parent folder with a `.git`, or else with a `copilot/.workspace`. A folder reached
    through a link out of one of these is outside, whatever it contains.
    """
    repository: Path | None = None
    workspace: Path | None = None
    for folder in reversed(absolute_path(path).parents):
        above = repository or workspace
        if above and is_link(folder) and not real_path(folder).is_relative_to(real_path(above)):
            break
        if anything_at(folder / GIT):
            repository = folder
        elif repository is None and is_file(folder / MARKER):
            workspace = folder
    return repository or workspace


def lies_in_checkout(path: Path) -> bool:
    """Whether a file of the user's own would be in the current repository, which may contain a forged one."""
    here = boundary_of(Path.cwd() / MARKER)
    return here is not None and real_path(path).is_relative_to(real_path(here))


@contextmanager
def opened_folder(boundary: Path, path: Path, *, makes: bool = False) -> Iterator[tuple[int, str]]:
    """Open the parent folder of `path`, and yield it with the last name, which then isn't a link.

    Links are followed as long as they stay inside. With `makes`, missing folders are created, and a link in
    the last place is not followed. Raises StrayPathError, OSError.
    """
    descent = _Descent(boundary)
    try:
        yield descent.go(absolute_path(path).relative_to(boundary).parts, makes=makes)
    finally:
        descent.close()


class _Descent:
    """Goes from folder to folder, each opened in the one before, so that nobody can swap them meanwhile."""

    def __init__(self, boundary: Path) -> None:
        self._boundary = boundary
        self._folders = [os.open(boundary, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)]

    def go(self, parts: Sequence[str], *, makes: bool) -> tuple[int, str]:
        """Follow names and links to the last name, which needn't exist."""
        pending, links = deque(parts), 0
        while pending:
            name = pending.popleft()
            if name == os.pardir:
                self._up()
            elif name not in ("", os.curdir):
                mode = self._mode(name)
                if stat.S_ISLNK(mode) and (pending or not makes):
                    links += 1
                    if links > _MOST_LINKS:
                        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
                    pending.extendleft(reversed(self._target(name)))
                elif not pending:
                    return self._folders[-1], _not_git(name)
                else:
                    self._down(_not_git(name), makes=makes and not mode)
        return self._folders[-1], os.curdir

    def close(self) -> None:
        """Close what is open."""
        for folder in self._folders:
            os.close(folder)

    def _mode(self, name: str) -> int:
        """Return the mode of the entry with this name, 0 if there is none."""
        try:
            return os.stat(name, dir_fd=self._folders[-1], follow_symlinks=False).st_mode
        except FileNotFoundError:
            return 0

    def _up(self) -> None:
        if len(self._folders) == 1:
            raise _leads_out()
        os.close(self._folders.pop())

    def _down(self, name: str, *, makes: bool) -> None:
        if makes:
            os.mkdir(name, dir_fd=self._folders[-1])
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
        self._folders.append(os.open(name, flags, dir_fd=self._folders[-1]))

    def _target(self, name: str) -> Sequence[str]:
        """Return the names that a link leads to; an absolute one must start with the boundary."""
        target = os.readlink(name, dir_fd=self._folders[-1])
        if not target.startswith("/"):
            return target.split("/")
        for start in (self._boundary, real_path(self._boundary)):
            if Path(target).is_relative_to(start):
                while len(self._folders) > 1:
                    os.close(self._folders.pop())
                return Path(target).relative_to(start).parts
        raise _leads_out()


def checked_path(boundary: Path, path: Path) -> Path:
    """Return the path without links, on systems where folders can't be opened. Raises StrayPathError."""
    real, start = real_path(path), real_path(boundary)
    if not real.is_relative_to(start):
        raise _leads_out()
    for name in real.relative_to(start).parts:
        _not_git(name)
    return real


def _not_git(name: str) -> str:
    if name.casefold() == GIT:
        raise StrayPathError("it leads into .git, which is git's own")
    return name


def _leads_out() -> StrayPathError:
    return StrayPathError("a link points outside the repository")
