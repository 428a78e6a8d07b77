"""The page for those who come from AWS Copilot is complete, and all that it names works."""

import re
import subprocess
from pathlib import Path

import click
import pytest

from pilothouse.cli.copilot import NOT_OURS
from pilothouse.cli.main import COMMANDS, pilothouse
from tests.emulator.client import find_copilot

PAGE = (Path(__file__).parents[2] / "docs" / "from-copilot.md").read_text(encoding="utf-8")
PIPELINE_COMMANDS = ["init", "deploy", "status", "show", "ls", "override", "delete"]
FLAG = re.compile(r"^\s+(?:(-\w), )?(--[\w-]+)", re.MULTILINE)
LISTED = re.compile(r"^ {2,4}([a-z]+) {2,}\S", re.MULTILINE)
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.*)\|$", re.MULTILINE)


def their_help(*command: str) -> str:
    """Return the help of the real client."""
    copilot = find_copilot()
    if isinstance(copilot, str):
        pytest.skip(copilot)
    return subprocess.run([copilot, *command, "--help"], check=True, capture_output=True, text=True).stdout


def spellings(name: str) -> set[str]:
    """Return every spelling of an option that our command takes, by way of Copilot's group."""
    group = pilothouse.get_command(click.Context(pilothouse), "pipeline")
    assert isinstance(group, click.Group)
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return {one for parameter in command.params for one in (*parameter.opts, *parameter.secondary_opts)}


def mapped(name: str, column: int) -> set[str]:
    """Return the flags that the page's table has for a command: Copilot's (1) or ours (2)."""
    rows = [row for row in ROW.findall(PAGE) if row[0] in (f"`{name}`", "all with a pipeline")]
    return {flag for row in rows for flag in re.findall(r"`(--?[\w-]+)", row[column])}


@pytest.mark.parametrize("name", PIPELINE_COMMANDS)
def test_each_flag_of_the_real_client_is_taken_and_mapped(name: str) -> None:
    flags = {flag for pair in FLAG.findall(their_help("pipeline", name)) for flag in pair if flag}
    flags -= {"-h", "--help"}
    assert len(flags) >= 3
    assert flags <= spellings(name)
    assert flags <= mapped(name, 1)
    assert mapped(name, 1) - {"-n", "--name"} <= flags


@pytest.mark.parametrize("name", PIPELINE_COMMANDS)
def test_what_a_flag_is_called_here_exists(name: str) -> None:
    assert mapped(name, 2) <= spellings(name)


def test_each_command_of_the_real_client_is_ours_or_answered() -> None:
    assert set(LISTED.findall(their_help("pipeline"))) == set(PIPELINE_COMMANDS)
    commands = set(LISTED.findall(their_help()))
    assert {"svc", "pipeline", "version"} <= commands
    for name in commands - {"pipeline"}:
        assert name in COMMANDS or name in NOT_OURS
        assert f"`copilot {name}`" in PAGE
    assert set(NOT_OURS) <= commands


def test_each_command_and_option_that_the_page_names_exists() -> None:
    for text in re.findall(r"`pilothouse ([^`]+)`", PAGE):
        name, *rest = [word for word in text.split() if word != "pipeline"]
        if name.startswith("--"):
            assert name in ("--version", "--help")
        elif name not in NOT_OURS:
            assert name in COMMANDS
            flags = {word for word in rest if word.startswith("-")}
            assert flags <= spellings(name)
