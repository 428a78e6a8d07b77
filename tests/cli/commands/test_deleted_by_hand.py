"""A pipeline that somebody deleted in the console has left its stack: each command reports the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.aws.conftest import environment, inside, make
from tests.cli.workspaces import Run, run
from tests.emulator import REGION, Application, Emulator, Environment, Workload, World

__all__ = ["environment", "inside", "make"]

WORLD = World(
    "orphaned",
    environments=(Environment("test"),),
    workloads=(Workload("api"),),
    connections=("orphaned-quay",),
)
MANIFEST = """\
name: release
version: 1
source:
  provider: GitHub
  properties: {repository: https://github.com/owner/repo, branch: BRANCH, connection_name: orphaned-quay}
stages: [{name: test}]
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def orphan(inside: Path, environment: Emulator) -> Emulator:
    """An account in which the pipeline `release` is gone, and its stack is there."""
    write("main")
    if not (inside / "copilot" / "context.yml").exists():
        assert run("context", "pull").exit_code == 0
        assert deploy().exit_code == 0
        codepipeline = environment.client("codepipeline", REGION)
        (name,) = [
            one["name"] for one in codepipeline.list_pipelines()["pipelines"] if "orphaned" in one["name"]
        ]
        codepipeline.delete_pipeline(name=name)
    return environment


def delete_pipeline(account: Emulator) -> None:
    codepipeline = account.client("codepipeline", REGION)
    names = [one["name"] for one in codepipeline.list_pipelines()["pipelines"]]
    codepipeline.delete_pipeline(name=next(name for name in names if WORLD.application in name))


def write(branch: str) -> None:
    folder = Path("copilot", "pipelines", "release")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.yml").write_text(MANIFEST.replace("BRANCH", branch))


def deploy() -> Run:
    return run("deploy", "release", "--yes", "--no-validate")


def tells_the_way_back(done: Run) -> bool:
    return (
        done.exit_code == 3
        and "it was deleted, but its stack pipeline-orphaned-release still exists" in done.stderr
        and "run `pilothouse delete release` to delete the stack, then `pilothouse deploy release`"
        in done.stderr
    )


@pytest.mark.usefixtures("orphan")
@pytest.mark.parametrize("name", [(), ("release",)], ids=["only", "named"])
@pytest.mark.parametrize("command", ["status", "show", "drift", "start", "logs"])
def test_a_command_that_reads_it_reports_the_way_back(command: str, name: tuple[str, ...]) -> None:
    assert tells_the_way_back(run(command, *name))


@pytest.mark.usefixtures("orphan")
@pytest.mark.parametrize("branch", ["main", "other"], ids=["unchanged", "changed"])
def test_a_deployment_of_it_reports_the_way_back(branch: str) -> None:
    write(branch)
    assert tells_the_way_back(deploy())


def test_the_way_back_leads_there(orphan: Emulator) -> None:
    assert run("delete", "release", "--yes").exit_code == 0
    assert deploy().exit_code == 0
    assert run("status", "release").exit_code == 0
    delete_pipeline(orphan)
