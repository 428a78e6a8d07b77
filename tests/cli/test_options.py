"""Options go by Copilot's names as well, which help doesn't list."""

import click
import pytest
from click.testing import CliRunner

from pilothouse.cli.options import RenamedOption, name_argument


@click.command
@name_argument()
@click.option("--kind", cls=RenamedOption, copilot=("-p", "--pipeline-type"), help="What it deploys.")
def command(name: str, kind: str | None) -> None:
    click.echo(f"{name}:{kind}")


@pytest.mark.parametrize("option", ["--kind", "-p", "--pipeline-type"])
def test_each_name_of_an_option_gives_the_same_value(option: str) -> None:
    assert CliRunner().invoke(command, [option, "x"]).output == ":x\n"


@pytest.mark.parametrize(
    "arguments", [["web"], ["-n", "web"], ["--name", "web"], ["--name=web"], ["web", "--name", "web"]]
)
def test_a_name_is_an_argument_or_an_option(arguments: list[str]) -> None:
    assert CliRunner().invoke(command, arguments).output == "web:None\n"


def test_two_names_are_refused() -> None:
    done = CliRunner().invoke(command, ["web", "--name", "api"])
    assert (done.exit_code, "two names are given: api and web" in done.output) == (2, True)


def test_help_lists_our_names_only() -> None:
    shown = CliRunner().invoke(command, ["--help"]).output
    assert "--kind TEXT  What it deploys." in shown
    assert not any(hidden in shown for hidden in ("-p", "--pipeline-type", "--name", "-n,"))
