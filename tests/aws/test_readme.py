"""The README's commands of the first day, as they are written, on an account that AWS Copilot set up."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from pilothouse.cli import ask
from tests.cli.workspaces import Run, run
from tests.emulator import Application, Environment, Workload, World
from tests.project.test_readme import command_lines, section

WORLD = World(
    "firstday",
    environments=(Environment("test"), Environment("prod")),
    workloads=(Workload("api"),),
    connections=("firstday-quay",),
)
INIT = (
    "init web --repository https://github.com/acme/web --branch main -e test,prod --connection firstday-quay"
)


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def answers_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sit somebody before the terminal who confirms everything."""
    monkeypatch.setattr(ask, "is_terminal", lambda: True)
    monkeypatch.setattr(click, "confirm", lambda *_, **__: True)


@pytest.mark.usefixtures("environment", "answers_yes")
def test_the_first_day_ends_with_an_updated_stack(inside: Path) -> None:
    run(*INIT.split(), "--yes")
    assert run("context", "pull").exit_code == 0
    assert run("deploy", "--yes").exit_code == 0
    manifest = inside / "copilot/pipelines/web/manifest.yml"
    manifest.write_text(
        manifest.read_text().replace("- name: prod\n", "- name: prod\n    require_approval: true\n")
    )
    (inside / "copilot/context.yml").unlink()

    pulled, linted, compared, deployed = map(called, command_lines(section("The first day")))
    assert "wrote copilot/context.yml" in pulled.stderr
    assert "requires_approval: true" in manifest.read_text()
    assert linted.exit_code == 0
    assert compared.exit_code == 1
    assert "ApprovePromotionTo-prod" in compared.stdout
    assert deployed.stdout.startswith("web is deployed")
    assert run("diff", "--deployed").exit_code == 0


def called(line: str) -> Run:
    program, *arguments = shlex.split(line)
    assert program == "pilothouse"
    return run(*arguments)
