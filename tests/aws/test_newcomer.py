"""A newcomer's whole path in one go: from no pipeline to a deployed one, a change, and its end."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.workspaces import Run, run
from tests.emulator import REGION, Application, Emulator, Environment, Workload, World

WORLD = World(
    "newcomer",
    environments=(Environment("test"), Environment("prod")),
    workloads=(Workload("api"),),
    connections=("newcomer-quay",),
)


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


def done(*arguments: str, exit_code: int = 0) -> Run:
    result = run(*arguments)
    assert result.exit_code == exit_code, f"pilothouse {' '.join(arguments)}: {result.stdout}{result.stderr}"
    return result


def test_from_init_to_delete(inside: Path, environment: Emulator) -> None:
    subprocess.run(["git", "remote", "add", "origin", "git@github.com:acme/web.git"], cwd=inside, check=True)
    done("context", "pull")
    done(
        *("init", "release", "--branch", "main", "--environments", "test,prod"),
        *("--connection", "newcomer-quay", "--yes"),
    )
    done("context", "pull")
    template = done("compile", "release").stdout
    assert "DeployTo-prod" in template

    first = done("deploy", "release", "--yes", "--json")
    outcome = json.loads(first.stdout)
    assert "Pipeline (AWS::CodePipeline::Pipeline): created" in first.stderr
    assert "AWSTemplateFormatVersion" not in first.stderr
    assert (outcome["result"], outcome["connection"]) == ("created", "AVAILABLE")
    assert outcome["pipeline"] in done("status", "release").stdout
    done("diff", "release", "--deployed")

    manifest = inside / "copilot" / "pipelines" / "release" / "manifest.yml"
    text = manifest.read_text()
    changed = text.replace("  - name: prod\n", "  - name: prod\n    requires_approval: true\n")
    assert changed != text
    manifest.write_text(changed)
    difference = done("diff", "release", "--deployed", exit_code=1)
    assert "ApprovePromotionTo-prod" in difference.stdout
    second = done("deploy", "release", "--yes")
    assert second.stdout.startswith("release is deployed: stack pipeline-newcomer-release was updated")
    done("diff", "release", "--deployed")

    assert done("delete", "release", "--yes").stdout.startswith("release is deleted")
    names = [one["name"] for one in environment.client("codepipeline", REGION).list_pipelines()["pipelines"]]
    assert outcome["pipeline"] not in names
