"""The only way to run git: it reads the content of the repository, and runs nothing else.

A repository may contain programs for git to run (hooks, filters, a helper that fetches missing objects), in a
configuration that may itself be among untrusted files. See git-config(1), `safe.bareRepository`, and git(1),
`GIT_ALLOW_PROTOCOL` and `GIT_NO_LAZY_FETCH`.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pilothouse.workspace.boundary import GIT
from pilothouse.workspace.paths import is_file, is_folder, real_path
from pilothouse.workspace.programs import find_program

_SECONDS = 60
_MOST_BYTES = 16 << 20
_COMMANDS = frozenset(
    {"branch", "cat-file", "config", "ls-files", "ls-tree", "merge-base", "rev-list", "rev-parse"}
)
"""They only read, and start no filters, hooks, external diffs or text converters."""
_SETTINGS = {
    "core.alternateRefsCommand": "",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.sshCommand": "false",
    "credential.helper": "",
    "diff.external": "",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
_KEPT = "GIT_CONFIG_"
"""Variables with a user's git configuration. `GIT_DIR` and similar, which are set in hooks, are dropped."""
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitError(Exception):
    """A git command failed; the text is the reason."""


def repository_of(folder: Path) -> Path:
    """Return the innermost parent folder with a `.git`. Raises GitError.

    git itself would also accept a folder of untrusted files as a repository, if it looks like one.
    """
    folder = real_path(folder)
    for place in (folder, *folder.parents):
        if is_folder(place / GIT) or is_file(place / GIT):
            return place
    raise GitError("not a git repository: no parent folder contains .git")


def ask_git(repository: Path, *arguments: str, given: bytes = b"", limit: int = _MOST_BYTES) -> bytes:
    """Return the output of a git command: at most `limit` bytes. Raises GitError.

    `repository` is the result of `repository_of`; `given` is the standard input.
    """
    with asked_git(repository, *arguments, given=given) as answer:
        printed = answer.read(limit + 1)
        if len(printed) > limit:
            raise GitError(f"git's output is larger than {limit:,} bytes")
    return printed


@contextmanager
def asked_git(repository: Path, *arguments: str, given: bytes = b"") -> Iterator[IO[bytes]]:
    """Start a git command, and yield its output, to be read in pieces. Raises GitError.

    The command must have succeeded when the block ends, and is killed if the block raises an exception.
    """
    if arguments[0] not in _COMMANDS:
        raise ValueError(f"git {arguments[0]} may run programs")
    git = find_program("git")
    if git is None:
        raise GitError("git is not installed")
    settings = [word for key, value in _SETTINGS.items() for word in ("-c", f"{key}={value}")]
    command = [git, "-C", str(repository), "--no-pager", "--literal-pathspecs", *settings, *arguments]
    with TemporaryFile() as stdin, TemporaryFile() as stderr:
        stdin.write(given)
        stdin.seek(0)
        try:
            process = subprocess.Popen(
                command, stdin=stdin, stdout=subprocess.PIPE, stderr=stderr, env=_environment()
            )
        except OSError as error:
            raise GitError(f"git cannot be started: {error.strerror}") from error
        started = time.monotonic()
        with _ended(process), process:
            assert process.stdout is not None
            yield process.stdout
        if process.returncode and time.monotonic() - started >= _SECONDS:
            raise GitError(f"git did not finish within {_SECONDS} seconds")
        if process.returncode:
            raise GitError(_reason(stderr))


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill a program when its time is up, or when its output is no longer needed."""
    clock = threading.Timer(_SECONDS, process.kill)
    clock.daemon = True
    clock.start()
    try:
        yield
    except BaseException:
        process.kill()
        raise
    finally:
        clock.cancel()


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.startswith(_KEPT) or not name.upper().startswith("GIT_")
    }
    return {**kept, **_ENVIRONMENT}


def _reason(stderr: IO[bytes]) -> str:
    """Return the reason why git failed: the line that states it, not the advice after it."""
    stderr.seek(0)
    lines = stderr.read(_MOST_BYTES).decode("utf-8", "replace").strip().splitlines()
    fatal = [line.removeprefix("fatal: ") for line in lines if line.startswith("fatal: ")]
    return (fatal or lines or ["git failed"])[0]
