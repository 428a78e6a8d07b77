"""The pages about the commands: their words are written by people, their options come from the code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from pilothouse.cli.main import COMMANDS, pilothouse
from tests.golden_diff import with_diff_example

PAGES = Path(__file__).parent.parent / "docs" / "commands"
OPTIONS_MARK = "<!-- options: written by make golden -->\n"
WIDTH = 100


def command_pages() -> Iterator[tuple[Path, str]]:
    """Yield the page of each command that has one, with its options as they are."""
    for name in COMMANDS:
        page = PAGES / f"{name}.md"
        if page.is_file():
            prose = page.read_text(encoding="utf-8").split(OPTIONS_MARK, maxsplit=1)[0].rstrip("\n")
            prose = with_diff_example(prose)
            helps = "\n".join(f"```text\n{text}\n```" for text in _helps(name))
            yield page, f"{prose}\n\n{OPTIONS_MARK}\n## Options\n\n{helps}\n"


def _helps(name: str) -> Iterator[str]:
    context = click.Context(pilothouse, info_name="pilothouse", **pilothouse.context_settings)
    command = pilothouse.get_command(context, name)
    if command is None:
        raise LookupError(name)
    own = click.Context(command, parent=context, info_name=name, terminal_width=WIDTH)
    yield command.get_help(own)
    if isinstance(command, click.Group):
        for below in command.list_commands(own):
            inner = command.get_command(own, below)
            if inner is not None:
                yield inner.get_help(click.Context(inner, parent=own, info_name=below, terminal_width=WIDTH))
