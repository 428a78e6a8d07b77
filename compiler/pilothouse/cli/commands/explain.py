"""`pilothouse explain`: the meaning of a code, and the next step."""

from __future__ import annotations

import re

import click

from pilothouse.cli.complete import complete_codes
from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import write_text
from pilothouse.diagnostics.codes import ALL_CODES, find_code
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.diagnostics.pages import page_text


@click.command
@click.argument("code", required=False, shell_complete=complete_codes)
def command(code: str | None) -> None:
    """Explain a code, or list all codes.

    CODE: a number or a name.

    \b
    Examples:
      pilothouse explain PH204
      pilothouse explain unknown-dependency
      pilothouse explain
    """
    if code is None:
        for one in ALL_CODES:
            write_text(f"{one.id}  {one.slug:24} {one.severity.label:8} {one.summary}\n")
        return
    if found := find_code(code):
        write_text(page_text(found))
        return
    raise CommandError(f'"{code}" is not a code', _next_step(code))


def _next_step(code: str) -> str:
    """List the codes with the same first digit, since a number has no misspelling; else suggest a name."""
    if match := re.fullmatch(r"(?:PH)?(\d)\d*", code.upper()):
        ids = [one.id for one in ALL_CODES]
        near = [one for one in ids if one.startswith(f"PH{match[1]}")]
        first, last = (near or ids)[0], (near or ids)[-1]
        return f"the codes from {first} to {last} are listed by: pilothouse explain"
    return did_you_mean(code, (one.slug for one in ALL_CODES), "`pilothouse explain` lists them")
