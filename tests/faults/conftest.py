"""The application that all trials share, and the count of them that is printed at the end."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.aws.conftest import environment, inside, make
from tests.cli.workspaces import run
from tests.emulator import Application, CopilotClient, Emulator, Environment, Workload, World, build
from tests.faults.ready import Ready, stand_ready
from tests.faults.scenarios import succeed

__all__ = ["environment", "inside", "make"]

WORLD = World(
    "faults", environments=(Environment("test"),), workloads=(Workload("api"),), connections=("faults-quay",)
)
TALLY = pytest.StashKey[Counter[tuple[str, str]]]()
TRIES_ALL = "FAULTS" in os.environ


@pytest.fixture(scope="module")
def application(
    emulator: Emulator, copilot: CopilotClient, tmp_path_factory: pytest.TempPathFactory
) -> Application:
    """The application of all trials."""
    return build(WORLD, emulator, copilot, tmp_path_factory.mktemp("faults") / "workspace")


@pytest.fixture
def account(inside: Path, environment: Emulator) -> Emulator:
    """The account, in which calls are tried once; the context file is there."""
    if not (inside / "copilot" / "context.yml").exists():
        folder = inside / "copilot" / "pipelines" / "first"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "manifest.yml").write_text(
            "name: first\nsource: {properties: {connection_name: faults-quay}}\n"
        )
        succeed(run("context", "pull"))
    return environment


@pytest.fixture(scope="session")
def ready() -> Iterator[Ready]:
    """The process that becomes the commands that get killed."""
    with stand_ready() as process:
        yield process


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Counter[tuple[str, str]]:
    """How many trials there were, by scenario and kind of fault."""
    return request.config.stash.setdefault(TALLY, Counter())


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter,
    exitstatus: int,  # noqa: ARG001
    config: pytest.Config,
) -> None:
    """Print the count."""
    tally = config.stash.get(TALLY, Counter())
    if tally:
        terminalreporter.section("faults: each call of a command failing in turn, then a second run")
        for (scenario, kind), count in sorted(tally.items()):
            terminalreporter.write_line(f"{scenario:<18} {kind:<14} {count:>4} calls")
        terminalreporter.write_line(f"{tally.total()} faults, each fixed by a second run")
