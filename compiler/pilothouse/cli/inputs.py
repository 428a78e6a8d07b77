"""Manifests from the command line: files, or standard input."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import read_input, reason
from pilothouse.source.file import SourceFile
from pilothouse.workspace.read import MOST_BYTES, decode_source, read_source, shown_path

STDIN = "-"
STDIN_NAME = "<stdin>"


@dataclass(frozen=True, slots=True)
class Input:
    """A manifest to read. Text that is `given` was already read; `path` is then where it would be."""

    path: Path
    given: bytes | None = None

    def read(self) -> SourceFile:
        """Read the text. Raises UnreadableFileError."""
        if self.given is None:
            return read_source(self.path)
        return decode_source(self.given, shown_path(self.path))


def standard_input(name: str) -> Input:
    """Read standard input as the file `name`. Raises CommandError."""
    try:
        return Input(Path(name or STDIN_NAME), read_input(MOST_BYTES + 1))
    except OSError as error:
        raise CommandError(
            f"standard input cannot be read: {reason(error)}", "give a file, or pipe a manifest in"
        ) from error
