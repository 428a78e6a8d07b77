"""Questions on the terminal: confirmations, texts, and choices from a list."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import click

from pilothouse.cli.errors import CommandError, say, some_of
from pilothouse.cli.terminal import aside_is_seen, tell
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.render.escape import terminal_line
from pilothouse.source.integer import integer

T = TypeVar("T")
Read = Callable[[str], T]
"""Converts an answer to a value, or raises CommandError: the error is shown, and the question repeated."""

MOST_SHOWN = 20
"""A longer list is cut here; typing part of a name finds the rest."""

_ONE_AT_A_TIME = "this command works on one pipeline; give its name to skip this prompt"


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a list: its value, and a note next to it."""

    value: str
    note: str = ""


class Asker:
    """Asks on the terminal. With `confirms_all` (`--yes`) it asks nothing and answers Yes."""

    def __init__(self, *, confirms_all: bool) -> None:
        self._confirms_all = confirms_all

    @property
    def may_ask(self) -> bool:
        """Whether it may ask anything but a confirmation."""
        return is_terminal() and not self._confirms_all

    def confirm(self, question: str) -> bool:
        """Ask for confirmation, with the default answer No. Raises CommandError without a terminal."""
        if self._confirms_all:
            return True
        if not is_terminal():
            raise CommandError(
                f'cannot ask "{question}": standard input is not a terminal', "pass --yes to confirm"
            )
        return click.confirm(terminal_line(question), default=False, err=True)

    def ask(self, question: str, read: Read[T], *, default: str = "", help: str = "") -> T:
        """Ask until `read` accepts the answer; `?` shows the help. Ask only if `may_ask`."""
        prompt = f"{question} (? for help)" if help else question
        while True:
            answer = str(click.prompt(terminal_line(prompt), default=default or None, err=True)).strip()
            if answer == "?" and help:
                tell(f"  {help}")
                continue
            try:
                return read(answer)
            except CommandError as error:
                say(error.message, error.hint)

    def choose(self, question: str, choices: Sequence[Choice], *, default: str = "", help: str = "") -> str:
        """Let the user choose one value of a list, by its number or name."""
        _show(question, choices)
        return self.ask("Number or name", lambda answer: _pick(answer, choices), default=default, help=help)

    def choose_pipeline(self, choices: Sequence[Choice], several: str) -> str:
        """Let the user choose a pipeline. Raises CommandError without a terminal."""
        if self.may_ask:
            return self.choose("Which pipeline?", choices, help=_ONE_AT_A_TIME)
        raise CommandError(f"{several}: choose one", some_of([choice.value for choice in choices]))

    def choose_several(
        self, question: str, choices: Sequence[Choice], *, default: str = "", help: str = ""
    ) -> tuple[str, ...]:
        """Let the user choose at least one value of a list; the order matters."""

        def read(answer: str) -> tuple[str, ...]:
            return distinct([_pick(part, choices) for part in split_names([answer])])

        _show(question, choices)
        return self.ask("Numbers or names, in order", read, default=default, help=help)

    def choose_or_type(
        self, question: str, choices: Sequence[Choice], read: Read[T], *, default: str = "", help: str = ""
    ) -> T:
        """Let the user choose a value of a list by its number, or type another one."""
        if not choices:
            return self.ask(question, read, default=default, help=help)
        _show(question, choices)
        prompt = "Number, or another"
        return self.ask(prompt, lambda answer: read(_numbered(answer, choices)), default=default, help=help)


def is_terminal() -> bool:
    """Whether a user can see a question and answer it."""
    return sys.stdin is not None and sys.stdin.isatty() and aside_is_seen()


def split_names(values: Sequence[str]) -> tuple[str, ...]:
    """Return names from texts that may each contain several, separated by commas or spaces."""
    return tuple(name for value in values for name in re.split(r"[,\s]+", value) if name)


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names. Raises CommandError if one is given twice, or none at all."""
    if not names:
        raise CommandError("no name is given")
    if twice := [name for index, name in enumerate(names) if name in names[:index]]:
        raise CommandError(f'"{twice[0]}" is named twice', "name each once")
    return tuple(names)


def _pick(answer: str, choices: Sequence[Choice]) -> str:
    values = [choice.value for choice in choices]
    wanted = _numbered(answer, choices)
    same = [value for value in values if value == wanted] or [
        value for value in values if value.lower() == wanted.lower()
    ]
    if same:
        return same[0]
    if parts := [number for number, value in enumerate(values, 1) if wanted.lower() in value.lower()]:
        lines = "\n  ".join(_lines(choices, parts).splitlines())
        raise CommandError(f'"{wanted}" is not in the list; these contain it:', lines)
    raise CommandError(
        f'"{wanted}" is not in the list',
        did_you_mean(wanted, values, "enter a number or a name from the list"),
    )


def _numbered(answer: str, choices: Sequence[Choice]) -> str:
    """Return the value of the line whose number is the answer, else the answer."""
    is_number = answer.isascii() and answer.isdecimal() and 1 <= integer(answer) <= len(choices)
    return choices[integer(answer) - 1].value if is_number else answer


def _show(question: str, choices: Sequence[Choice]) -> None:
    tell(question)
    tell(_lines(choices, range(1, len(choices) + 1)))


def _lines(choices: Sequence[Choice], numbers: Sequence[int]) -> str:
    """Return the numbered lines of a list, at most `MOST_SHOWN`."""
    shown = [(number, choices[number - 1]) for number in numbers[:MOST_SHOWN]]
    digits = len(str(numbers[-1]))
    width = max(len(choice.value) for _, choice in shown)
    lines = [f"  {number:>{digits}}. {one.value:<{width}}  {one.note}".rstrip() for number, one in shown]
    if more := len(numbers) - len(shown):
        lines.append(f"  ... and {more} more; type part of a name to see those that contain it")
    return "\n".join(lines)
