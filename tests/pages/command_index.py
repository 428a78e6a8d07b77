"""`docs/commands/index.md`: every command, in the groups of `pilothouse --help`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pilothouse.cli.main import SECTIONS

PAGE = Path(__file__).parents[2] / "docs" / "commands" / "index.md"
INDEX_MARK = "<!-- index: written by make golden -->\n"


def command_index() -> Iterator[tuple[Path, str]]:
    """Yield the page."""
    prose = PAGE.read_text(encoding="utf-8").split(INDEX_MARK, maxsplit=1)[0].rstrip("\n")
    yield PAGE, "\n".join([prose, "", INDEX_MARK, *_sections()])


def _sections() -> Iterator[str]:
    for title, commands in SECTIONS.items():
        yield from (f"## {title}", "", "| command | what it does |", "| --- | --- |")
        for name, words in commands.items():
            yield f"| [`pilothouse {name}`]({name}.md) | {words} |"
        yield ""
