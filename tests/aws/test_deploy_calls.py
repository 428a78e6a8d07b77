"""How many calls a deployment makes, in how many rounds: what is independent goes side by side."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.aws.rounds import Rounds, counted
from tests.cli.workspaces import run
from tests.emulator import Application, Emulator, Environment, Workload, World

WORLD = World(
    "counted",
    environments=(
        *(Environment(f"e{number}") for number in range(28)),
        Environment("prod", region="eu-west-1"),
        Environment("asia", region="ap-south-1"),
    ),
    workloads=(Workload("api"),),
    connections=("counted-quay",),
)
MANIFEST = """\
name: {name}
version: 1
source:
  provider: GitHub
  properties: {{repository: https://github.com/owner/repo, connection_name: counted-quay}}
stages: [{{name: e0}}]
"""
OWN_CONNECTION = MANIFEST.replace(", connection_name: counted-quay", "")


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture(autouse=True)
def account(inside: Path, environment: Emulator) -> Emulator:  # noqa: ARG001
    if not Path("copilot", "context.yml").exists():
        write("first")
        assert run("context", "pull").exit_code == 0
    return environment


def write(name: str, text: str = MANIFEST) -> None:
    folder = Path("copilot", "pipelines", name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.yml").write_text(text.format(name=name))


def deploy(name: str, *options: str) -> Rounds:
    with counted() as rounds:
        done = run("deploy", name, "--yes", "--no-validate", "--connection-timeout", "0", *options)
    assert done.exit_code == 0, done.stderr
    return rounds


@pytest.mark.parametrize("manifest", [MANIFEST, OWN_CONNECTION], ids=["named connection", "own connection"])
def test_a_deployment_takes_few_calls_in_few_rounds(manifest: str) -> None:
    name = f"few{len(manifest)}"
    write(name, manifest)
    created = deploy(name)
    unchanged = deploy(name)
    write(name, manifest.replace("{{name: e0}}", "{{name: e0, requires_approval: true}}"))
    updated = deploy(name)
    assert {
        "created": (len(created.calls), created.now),
        "unchanged": (len(unchanged.calls), unchanged.now),
        "updated": (len(updated.calls), updated.now),
    } == {"created": (12, 8), "unchanged": (6, 2), "updated": (12, 8)}


def test_thirty_environments_are_asked_for_in_few_calls() -> None:
    write("first")
    deploy("first")
    live = deploy("first", "--live")
    assert len(live.calls) <= 24
    assert (len(live.calls), live.now) == (18, 6)
