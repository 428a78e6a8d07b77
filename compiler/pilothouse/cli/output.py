"""Write results: to standard output, to a file, or each to a file of its own in a folder."""

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
    """A text made from a manifest, and the file name that it has in a folder."""

    manifest: str
    file_name: str
    text: str


Join = Callable[[Sequence[Result]], str]
"""Puts several results into one text."""


def write_results(results: Sequence[Result], output: str | None, join: Join | None) -> None:
    """Write results where `--output` says; `join` is None where several don't go into one text.

    Raises CommandError.
    """
    if output and (output.endswith("/") or is_folder(Path(output))):
        for result in results:
            write_result(result.text, Path(output, result.file_name))
    elif len(results) == 1:
        write_result(results[0].text, Path(output) if output and output != "-" else None)
    elif output or join is None:
        raise CommandError(
            f"{len(results)} results do not go into one file", "name one pipeline, or a folder: --output DIR/"
        )
    else:
        write_result(join(results), None)


def tell_written(path: str) -> None:
    """Say that a file was written: the same words for every command, beside the output."""
    tell(f"wrote {path}")


def write_result(text: str, path: Path | None) -> None:
    """Write one text to a file, or to standard output. Raises CommandError."""
    if path is None:
        write_document(text)
        return
    try:
        write_atomically(path, text)
    except StrayPathError as error:
        message = f"{path.as_posix()} is not written: {error.strerror}"
        raise CommandError(message, "name the place itself, not the link") from error
    except OSError as error:
        raise CommandError(f"{shown_path(path)} cannot be written: {error.strerror}") from error
