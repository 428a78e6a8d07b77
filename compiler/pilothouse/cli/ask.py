"""Questions that a person answers before anything is changed."""

from __future__ import annotations

import sys

import click

from pilothouse.cli.errors import CommandError


class Asker:
    """Asks on the terminal, or takes everything for confirmed (`--yes`)."""

    def __init__(self, *, confirms_all: bool) -> None:
        self._confirms_all = confirms_all

    def confirm(self, question: str) -> bool:
        """Ask a question that No answers by default. Raises CommandError where nobody can be asked."""
        if self._confirms_all:
            return True
        if not sys.stdin.isatty():
            raise CommandError(f"{question} There is no terminal to ask on", "give --yes to go on")
        return click.confirm(question, default=False, err=True)
