"""Help reads the same in every command: what it does, examples that work, options that are explained."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from pilothouse.cli.main import COMMANDS, pilothouse

ROOT = click.Context(pilothouse, info_name="pilothouse")


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield each command with the words that call it; those of a group, too."""
    for name in COMMANDS:
        command = pilothouse.get_command(ROOT, name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", one) for inner, one in command.commands.items())


def helps(command: click.Command) -> str:
    return command.get_help(click.Context(command, info_name="command", terminal_width=300))


def first_line(command: click.Command) -> str:
    return (command.help or "").splitlines()[0]


def visible_options(command: click.Command) -> list[click.Option]:
    return [one for one in command.params if isinstance(one, click.Option) and not one.hidden]


def examples(command: click.Command) -> list[str]:
    text = helps(command).partition("Examples:\n")[2].partition("\n\n")[0]
    return [line.strip() for line in text.splitlines()]


each_command = pytest.mark.parametrize(
    "command", [pytest.param(command, id=name) for name, command in commands()]
)


@pytest.mark.parametrize(("name", "words"), COMMANDS.items())
def test_the_list_of_commands_says_what_the_command_s_own_help_says(name: str, words: str) -> None:
    assert first_line(dict(commands())[name]) == words


@each_command
def test_the_order_is_usage_description_examples_options(command: click.Command) -> None:
    text = helps(command)
    places = [text.index(part) for part in ("Usage:", first_line(command), "Examples:", "Options:")]
    assert places == sorted(places)


@each_command
def test_the_first_line_is_an_imperative_with_a_full_stop(command: click.Command) -> None:
    line = first_line(command)
    assert re.fullmatch(r"[A-Z][a-z]+ .*[^.]\.", line)
    assert not line.split()[0].endswith("s")


@each_command
def test_every_option_is_explained_in_one_sentence_or_two(command: click.Command) -> None:
    for option in visible_options(command):
        assert option.help, option.opts
        assert option.help[0].isupper(), option.help
        assert option.help.endswith("."), option.help


@each_command
def test_every_option_with_a_fixed_default_shows_it(command: click.Command) -> None:
    for option in visible_options(command):
        if isinstance(option.default, str | int | float) and option.default and not option.is_flag:
            assert option.show_default, option.opts


@each_command
def test_plumbing_is_hidden(command: click.Command) -> None:
    assert "--endpoint-url" not in helps(command)


@pytest.mark.parametrize(("name", "command"), tuple(commands()))
def test_the_examples_are_command_lines_that_it_takes(name: str, command: click.Command) -> None:
    shown = examples(command)
    assert shown
    for example in shown:
        inner = re.sub(r'^eval "\$\((.*)\)"', r"\1", example)
        words = shlex.split(re.split(r"\s+[|>#]", inner)[0])
        called = ["pilothouse", *name.split()]
        assert words[: len(called)] == called
        command.make_context(name, words[len(called) :])
