"""`pilothouse explain`: what a code means, and what to do."""

from __future__ import annotations

import click

from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import write_text
from pilothouse.diagnostics.codes import ALL_CODES, find_code
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.diagnostics.pages import page_text


@click.command
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain a code, by its number or its name; without one, list them all."""
    if code is None:
        for one in ALL_CODES:
            write_text(f"{one.id}  {one.slug:24} {one.severity.label:8} {one.summary}\n")
        return
    if found := find_code(code):
        write_text(page_text(found))
        return
    known = [name for one in ALL_CODES for name in (one.id, one.slug)]
    raise CommandError(
        f'no code is called "{code}"', did_you_mean(code, known, "pilothouse explain lists them")
    )
