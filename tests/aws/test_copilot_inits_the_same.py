"""The real client's `pipeline init` and ours write manifests that mean the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.cli.workspaces import run
from tests.emulator import Application, CopilotClient, Environment, Workload, World

WORLD = World(
    "begun",
    environments=(Environment("test"), Environment("prod", region="eu-west-1")),
    workloads=(Workload("api"),),
)
REPOSITORIES = {
    "github": "https://github.com/owner/repo",
    "bitbucket": "https://bitbucket.org/owner/repo",
    "codecommit": "https://git-codecommit.us-west-2.amazonaws.com/v1/repos/repo",
}


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.mark.parametrize("kind", ["workloads", "environments"])
@pytest.mark.parametrize("repository", REPOSITORIES.values(), ids=REPOSITORIES)
def test_manifests_mean_the_same(
    kind: str, repository: str, application: Application, copilot: CopilotClient, inside: Path
) -> None:
    theirs, ours = f"{kind}-theirs", f"{kind}-ours"
    given = ["--environments", "test,prod", "--url", repository, "--git-branch", "trunk"]
    made = copilot.run(
        *("pipeline", "init", "--name", theirs, "--pipeline-type", kind.capitalize(), *given),
        folder=application.workspace,
        region=WORLD.region,
    )
    assert made.exit_code == 0, made.stderr
    run("init", ours, "--kind", kind, "-e", "test,prod", "--repository", repository, "--branch", "trunk")
    expected, found = read(inside, theirs), read(inside, ours)
    for folder in (theirs, ours):
        for file in (inside / "copilot" / "pipelines" / folder).iterdir():
            file.unlink()
    assert found == {**expected, "name": ours}


def read(workspace: Path, pipeline: str) -> Any:
    text = (workspace / "copilot" / "pipelines" / pipeline / "manifest.yml").read_text()
    return YAML(typ="safe").load(text)
