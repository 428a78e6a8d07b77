"""Run a program for an override: with a time limit, without a terminal, and never longer than we live."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from pilothouse.passes.override import guard
from pilothouse.workspace.observe import depends_on_more

_LINES_SHOWN = 15
_LONGEST_LINE = 300


class ProgramError(Exception):
    """A program failed: one sentence, and the last lines of its output."""

    def __init__(self, message: str, last_lines: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.last_lines = last_lines


@dataclass(frozen=True, slots=True)
class Program:
    """A command line, a name for messages, a folder, and a time limit in seconds."""

    name: str
    command: Sequence[str]
    folder: Path
    environment: Mapping[str, str]
    time_limit: float

    def run(self) -> str:
        """Run it, and return its standard output. Raises ProgramError.

        Its output goes to files, because a child process that it leaves behind could keep a pipe open
        forever.
        """
        depends_on_more()
        with TemporaryFile() as stdout, TemporaryFile() as stderr:
            exit_code = self._exit_code(stdout, stderr)
            written, complaints = _text(stdout), _text(stderr)
        if exit_code is None:
            message = f"{self.name} was stopped: it ran for more than {self.time_limit:g} seconds"
            raise ProgramError(message, _last_lines(complaints or written))
        if exit_code:
            raise ProgramError(
                f"{self.name} failed with exit code {exit_code}", _last_lines(complaints or written)
            )
        return written

    def _exit_code(self, stdout: IO[bytes], stderr: IO[bytes]) -> int | None:
        """Return the exit code, None past the time limit."""
        watched, held = os.pipe() if _HAS_GROUPS else (-1, -1)
        guarded = [sys.executable, "-I", "-S", guard.__file__, str(watched), *self.command]
        try:
            process = subprocess.Popen(
                guarded if _HAS_GROUPS else list(self.command),
                cwd=self.folder,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=stderr,
                pass_fds=(watched,) if _HAS_GROUPS else (),
                start_new_session=_HAS_GROUPS,
            )
        except OSError as error:
            raise ProgramError(f"{self.name} cannot be started: {error.strerror}") from error
        finally:
            _close(watched)
        try:
            return process.wait(self.time_limit)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process)
            _close(held)


_HAS_GROUPS = hasattr(os, "killpg")
"""False on Windows, where only the program itself can be killed."""


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        if _HAS_GROUPS:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _close(descriptor: int) -> None:
    if descriptor >= 0:
        os.close(descriptor)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _last_lines(text: str) -> str:
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join(_cut(line) for line in lines[-_LINES_SHOWN:])


def _cut(line: str) -> str:
    """Cut a line that is a whole bundle, as that of a failing program often is."""
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}..."
