"""Standard input, output and error: the only module that prints.

If a stream isn't a terminal, text is UTF-8, whatever the locale: the bytes are the same everywhere, and the
same as in a file. A terminal gets its own encoding, and unsupported characters are escaped.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

import click

from pilothouse.render.escape import terminal_text
from pilothouse.render.palette import COLOURED, PLAIN, Palette
from pilothouse.workspace.observe import depends_on_more, printed


class OutputError(Exception):
    """Standard output failed, with the reason in `cause`; further output is dropped."""

    def __init__(self, cause: OSError) -> None:
        super().__init__(reason(cause))
        self.cause = cause


class _Output(TextIOWrapper):
    """Standard output that distinguishes its own failures from those of other files, whoever prints."""

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            raise self._given_up(error) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise self._given_up(error) from error

    def _given_up(self, error: OSError) -> OutputError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())  # Python flushes once more at exit
        return OutputError(error)


def open_streams() -> None:
    """Make the three streams safe to use: closed ones fail when used, others accept any character."""
    # Opened in the wrong direction, so that reading or writing fails, and no file gets their number.
    sys.stdin = sys.stdin or os.fdopen(os.open(os.devnull, os.O_WRONLY), encoding="utf-8")
    if sys.stdout is None:
        sys.stdout = _Output(os.fdopen(os.open(os.devnull, os.O_RDONLY), "wb"), "utf-8")
    elif (real := sys.__stdout__) and sys.stdout is real:
        sys.stdout = _Output(real.buffer, real.encoding, line_buffering=real.isatty())
    sys.stderr = sys.stderr or os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding, newline = (None, None) if stream.isatty() else ("utf-8", "\n")
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline=newline)


def write_document(text: str) -> None:
    """Print a document in a format that has already escaped all foreign text."""
    printed(1, text)
    click.echo(text, sys.stdout, nl=False, color=True)


def write_patch(text: str) -> None:
    """Print a patch: unchanged for a program that applies it, escaped for a terminal."""
    (write_text if sys.stdout.isatty() else write_document)(text)


def write_text(text: str) -> None:
    """Print text for people, in the colors of `output_palette`."""
    keeps_colours = output_palette() is COLOURED
    text = terminal_text(text, keeps_colours=keeps_colours)
    printed(1, text)
    click.echo(text, sys.stdout, nl=False, color=keeps_colours)


def write_aside(text: str) -> None:
    """Print text for people on standard error, in the colors of `aside_palette`.

    A failure is ignored: there is no other place to report it.
    """
    keeps_colours = aside_palette() is COLOURED
    text = terminal_text(text, keeps_colours=keeps_colours)
    printed(2, text)
    with suppress(OSError):
        click.echo(text, sys.stderr, nl=False, color=keeps_colours)


def tell(line: str) -> None:
    """Print a remark on standard error."""
    write_aside(f"{line}\n")


def show_progress(line: str) -> None:
    """Replace the last line of a terminal, on standard error."""
    sys.stderr.write(f"\r\x1b[K{terminal_text(line)}")
    sys.stderr.flush()


def output_palette() -> Palette:
    """Choose colors for standard output."""
    return _palette(sys.stdout)


def aside_palette() -> Palette:
    """Choose colors for standard error."""
    return _palette(sys.stderr)


def output_is_live() -> bool:
    """Whether standard output is a terminal on which lines can be replaced."""
    return sys.stdout.isatty() and not _is_dumb()


def aside_is_live() -> bool:
    """Whether standard error is a terminal on which lines can be replaced."""
    return sys.stderr.isatty() and not _is_dumb()


def aside_is_seen() -> bool:
    """Whether a person sees standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


def read_input(limit: int) -> bytes:
    """Read standard input, at most so many bytes. Raises OSError."""
    depends_on_more()
    return sys.stdin.buffer.read(limit)


def reason(error: OSError) -> str:
    """Return why a stream fails."""
    return "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)


def _palette(stream: TextIO) -> Palette:
    """Choose colors for a terminal, none elsewhere; NO_COLOR and FORCE_COLOR have their usual effect."""
    if os.environ.get("NO_COLOR"):
        return PLAIN
    if os.environ.get("FORCE_COLOR"):
        return COLOURED
    return COLOURED if stream.isatty() and not _is_dumb() else PLAIN


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb"
