"""Whoever has only the README gets from nothing to a pipeline: its commands run as they are written."""

from __future__ import annotations

import html
import os
import re
import shlex
import site
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from hatch_build import ReadmeHook, absolute_links
from pilothouse import __version__
from pilothouse.cli.main import pilothouse
from pilothouse.scaffold.example import EXAMPLE_MANIFEST

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOME = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["Homepage"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
MOST_LINES = 95
"""About two screens, pictures left out."""


def section(title: str) -> str:
    return README.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def command_lines(text: str) -> list[str]:
    lines = (line for kind, block in BLOCK.findall(text) if kind == "sh" for line in block.splitlines())
    return [line.split("#")[0].strip() for line in lines]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return variables under which `pilothouse` is the built wheel, with the dependencies of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]
    subprocess.run([*pip, str(folder / "site"), str(wheel)], check=True, capture_output=True)
    return {
        "HOME": str(folder),
        "PATH": f"{folder / 'site' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(folder / "site"), *site.getsitepackages()]),
    }


def test_five_commands_lead_from_nothing_to_a_checked_compiled_and_drawn_pipeline(
    installed: dict[str, str], tmp_path: Path
) -> None:
    install, *others = command_lines(section("Install") + section("Try it"))
    assert install == "pip install '.[aws]'"
    assert len(others) == 4
    for line in others:
        done = subprocess.run(
            line, shell=True, cwd=tmp_path, env=installed, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
    template = yaml.load((tmp_path / "templates/pipeline-shop-shop.stack.yml").read_text(), yaml.BaseLoader)
    stages = template["Resources"]["Pipeline"]["Properties"]["Stages"]
    assert [stage["Name"] for stage in stages] == ["Source", "Build", "DeployTo-test", "DeployTo-prod"]
    assert (tmp_path / "pipeline.svg").read_text() == (ROOT / "docs/pictures/example.svg").read_text()


def test_the_manifest_and_the_picture_are_those_of_the_example() -> None:
    (manifest,) = [block for kind, block in BLOCK.findall(README) if kind == "yaml"]
    assert manifest == EXAMPLE_MANIFEST
    assert len(manifest.splitlines()) <= 16
    assert README.index(manifest) < README.index("](docs/pictures/example.svg)")


def take(command: click.Command, arguments: list[str]) -> None:
    """Parse arguments as a command does. Raises click.UsageError."""
    if isinstance(command, click.Group):
        _, inner, rest = command.resolve_command(click.Context(command), arguments)
        assert inner is not None
        take(inner, rest)
    else:
        command.make_context(command.name, arguments)


def test_every_command_that_it_names_is_one() -> None:
    named = [*re.findall(r"`(pilothouse [^`]+)`", README), *command_lines(README)]
    lines = [shlex.split(line) for line in named if line.startswith("pilothouse ")]
    assert len(lines) >= 9
    for _, *arguments in lines:
        take(pilothouse, arguments)


def test_the_recorded_session_is_one_of_an_hour_with_whole_links_and_no_end() -> None:
    svg = (ROOT / "docs/pictures/deploy.svg").read_text(encoding="utf-8")
    shown = [
        html.unescape(text).replace("\N{NO-BREAK SPACE}", " ") for text in re.findall(r">([^<]+)</text>", svg)
    ]
    assert "pilothouse deploy web --yes" in "\n".join(shown)
    assert not [text for text in shown if re.search(r"days ago|pilothouse delete", text)]
    links = [text.strip() for text in shown if "https://us-west-2.console" in text]
    assert len(links) == 3
    assert all(link.endswith("/view?region=us-west-2") for link in links)


def test_it_is_two_screens_at_most() -> None:
    assert len(README.splitlines()) <= MOST_LINES


def test_it_says_aws_copilot_where_another_copilot_could_be_meant() -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", README, flags=re.DOTALL)
    assert not re.search(r"(?<!AWS )\bCopilot\b", " ".join(prose.split()))


@pytest.mark.parametrize(
    "said",
    [
        "not affiliated with",
        "not on PyPI yet",
        "the real client",
        "emulated account",
        "not run on a real AWS account",
        "buildspec",
        "make demo",
        "make test",
    ],
)
def test_it_says_what_a_newcomer_has_to_know(said: str) -> None:
    assert said in " ".join(README.split())


def test_on_pypi_every_link_and_picture_leads_to_a_file_at_the_tag_of_the_version() -> None:
    metadata: dict[str, Any] = {"urls": {"Homepage": HOME}, "version": __version__}
    ReadmeHook(str(ROOT), {}).update(metadata)
    links = re.findall(r"(!?)\[[^\]]*\]\(([^)]+)\)", metadata["readme"]["text"])
    assert len(links) > 15
    raw = HOME.replace("github.com", "raw.githubusercontent.com")
    for picture, link in links:
        base = f"{raw}/v{__version__}/" if picture else f"{HOME}/blob/v{__version__}/"
        assert link.startswith(base)
        assert (ROOT / link.removeprefix(base)).is_file()


def test_links_that_are_absolute_stay_as_they_are() -> None:
    text = "[a](https://example.com/b) [c](#d) [e](f/g.md#h) ![i](j.svg)"
    home = "https://github.com/o/r"
    assert absolute_links(text, home, "v1") == (
        "[a](https://example.com/b) [c](#d) [e](https://github.com/o/r/blob/v1/f/g.md#h) "
        "![i](https://raw.githubusercontent.com/o/r/v1/j.svg)"
    )
