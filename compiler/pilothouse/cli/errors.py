"""The one boundary between commands and the shell: every exit has its message and its exit code."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from pilothouse.aws.fault import AwsError
from pilothouse.cli import exits
from pilothouse.cli.terminal import OutputError, tell, write_aside
from pilothouse.render.escape import terminal_line

_NAMED = 3
_OF_THE_MACHINE = frozenset(
    {
        errno.EAGAIN,
        errno.EDQUOT,
        errno.EFBIG,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.ENOSPC,
        errno.EROFS,
    }
)
"""Errors that no input causes: a full disk, too many open files or processes."""


class CommandError(Exception):
    """An error that stops a command: one sentence, a next step, an exit code."""

    def __init__(self, message: str, hint: str = "", exit_code: int = exits.USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


def run(command: Callable[[], int | None]) -> NoReturn:
    """Run a command and exit with its code.

    On a signal, the command ends with an exception, so that its temporary folders are removed. Python handles
    signals only in the main thread; a command in another thread isn't the process to end.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    sys.exit(_exit_code(command))


def _exit_code(command: Callable[[], int | None]) -> int:
    try:
        _find_folder()
        return command() or exits.DONE
    except CommandError as error:
        say(terminal_line(error.message), error.hint)
        return error.exit_code
    except AwsError as error:
        say(str(error))
        return exits.ENVIRONMENT
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        _show_usage(error)
        return exits.USAGE
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        return exits.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever else comes out here is a bug
        return _fault(error)


def _fault(error: Exception) -> int:
    if isinstance(error, OutputError):
        return _unwritten(error)
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        return _fault_of_the_machine(error)
    return _bug(error)


def _find_folder() -> None:
    try:
        Path.cwd()
    except OSError as error:
        message = f"the current folder cannot be found: {error.strerror}"
        raise CommandError(message, "change into an existing folder", exits.ENVIRONMENT) from error


def _fault_of_the_machine(error: OSError) -> int:
    place = f"{error.filename}: " if error.filename else ""
    say(f"the system refuses: {place}{error.strerror}")
    return exits.ENVIRONMENT


def _unwritten(error: OutputError) -> int:
    """Report that standard output can't be written: it is full or closed, or its reader left (`| head`)."""
    if isinstance(error.cause, BrokenPipeError):
        say("the reader of standard output closed it early")
        return exits.READER_LEFT
    say(f"standard output cannot be written: {error}")
    return exits.ENVIRONMENT


def _show_usage(error: click.ClickException) -> None:
    """Print click's own message, which may contain a file name that a shell expanded."""
    text = io.StringIO()
    error.show(text)
    write_aside(text.getvalue())


def _bug(error: Exception) -> int:
    if os.environ.get("PILOTHOUSE_DEBUG"):
        raise error
    say(
        f"this is a bug in pilothouse: {type(error).__name__}: {error}",
        "set PILOTHOUSE_DEBUG=1 for the traceback, and please report it with the manifest that causes it",
    )
    return exits.BUG


def say(message: str, hint: str = "") -> None:
    """Print an error message."""
    tell(f"pilothouse: {message}")
    if hint:
        tell(f"  {hint}")


def some_of(names: Sequence[str]) -> str:
    """List at most three names, and the number of the others: `a, b, c and 297 more`."""
    more = len(names) - _NAMED
    listed = ", ".join(map(terminal_line, names[:_NAMED]))
    return f"{listed} and {more} more" if more > 0 else listed
