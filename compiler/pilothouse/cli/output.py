"""Write results: to standard output, to one file, or each to a separate file in a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import tell, write_document
from pilothouse.workspace.boundary import StrayPathError
from pilothouse.workspace.paths import is_folder
from pilothouse.workspace.read import shown_path
from pilothouse.workspace.write import write_atomically


@dataclass(frozen=True, slots=True)
class Result:
    """A text made from a manifest, and its file name in a folder."""

    manifest: str
    file_name: str
    text: str


Join = Callable[[Sequence[Result]], str]
"""Joins several results to one text."""


def write_results(results: Sequence[Result], output: str | None, join: Join | None) -> None:
    """Write results to `--output`; `join` is None if several can't be joined to one text.

    Raises CommandError.
    """
    if output and (output.endswith("/") or is_folder(Path(output))):
        for result in results:
            write_result(result.text, Path(output, result.file_name))
    elif len(results) == 1:
        write_result(results[0].text, Path(output) if output and output != "-" else None)
    elif output or join is None:
        raise CommandError(
            f"{len(results)} results cannot be written to one file",
            "give one pipeline, or a folder: --output DIR/",
        )
    else:
        write_result(join(results), None)


def tell_written(path: str) -> None:
    """Report a written file on standard error, in the same words for every command."""
    tell(f"wrote {path}")


def write_result(text: str, path: Path | None) -> None:
    """Write one text to a file, or to standard output. Raises CommandError."""
    if path is None:
        write_document(text)
        return
    try:
        write_atomically(path, text)
    except StrayPathError as error:
        message = f"{path.as_posix()} was not written: {error.strerror}"
        raise CommandError(message, "give the target itself, not the link") from error
    except OSError as error:
        raise CommandError(f"{shown_path(path)} cannot be written: {error.strerror}") from error
