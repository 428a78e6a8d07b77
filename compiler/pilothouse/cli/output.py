"""Write results: to standard output, or to a file that nobody sees half-written."""

from __future__ import annotations

from pathlib import Path

import click

from pilothouse.cli.errors import CommandError
from pilothouse.workspace.read import shown_path, write_atomically


def write_result(text: str, output: Path | None) -> None:
    """Write `text` to a file, or to standard output. Raises CommandError."""
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        return
    try:
        write_atomically(output, text)
    except OSError as error:
        raise CommandError(f"{shown_path(output)} cannot be written: {error.strerror}") from error
