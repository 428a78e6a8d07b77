"""`pilothouse drift` against a pipeline that the real client deployed: none at first, then each kind."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.workspaces import Run, run
from tests.emulator import REGION, Application, CopilotClient, Emulator, Environment, Workload, World

WORLD = World(
    "drifted",
    tags={"team": "dock"},
    environments=(Environment("test"), Environment("prod", region="eu-west-1", account="210987654321")),
    workloads=(Workload("api"), Workload("web")),
    connections=("drifted-quay",),
)
MANIFEST = """\
name: release
version: 1
source:
  provider: GitHub
  properties: {repository: https://github.com/owner/repo, connection_name: drifted-quay}
stages:
  - {name: test, test_commands: [make test]}
  - {name: prod, requires_approval: true}
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application], copilot: CopilotClient) -> Application:
    made = make(WORLD)
    folder = made.workspace / "copilot" / "pipelines" / "release"
    folder.mkdir(parents=True)
    (folder / "manifest.yml").write_text(MANIFEST)
    deployed = copilot.run(
        "pipeline", "deploy", "--yes", "--name", "release", folder=made.workspace, region=WORLD.region
    )
    assert deployed.exit_code == 0, deployed.stderr
    return made


@pytest.fixture
def workspace(inside: Path, environment: Emulator) -> Iterator[Path]:  # noqa: ARG001
    """The workspace with a current context; what a test changes in it is undone."""
    assert run("context", "pull").exit_code == 0
    yield inside
    (inside / "copilot" / "pipelines" / "release" / "manifest.yml").write_text(MANIFEST)


@pytest.fixture
def codepipeline(environment: Emulator) -> Any:
    return environment.client("codepipeline", REGION)


@pytest.fixture
def pipeline(codepipeline: Any, workspace: Path) -> Iterator[dict[str, Any]]:  # noqa: ARG001
    """The live pipeline; as it was again after the test."""
    name = json.loads(run("ls", "--json").stdout)["pipelines"][0]["pipeline"]
    before = codepipeline.get_pipeline(name=name)["pipeline"]
    yield codepipeline.get_pipeline(name=name)["pipeline"]
    codepipeline.update_pipeline(pipeline=before)


def drifted() -> Run:
    done = run("drift")
    assert done.exit_code == 1, done.stdout
    return done


@pytest.mark.usefixtures("workspace")
def test_what_was_just_deployed_has_not_drifted() -> None:
    done = run("drift")
    assert done.stdout.splitlines() == [
        "context:  copilot/context.yml is current",
        "manifest: copilot/pipelines/release/manifest.yml matches the deployed stack",
        "live:     the live pipeline matches its stack",
    ]
    assert done.exit_code == 0
    report = json.loads(run("drift", "--json").stdout)
    assert (report["version"], report["drift"]) == (1, False)


def test_a_context_that_is_stale(workspace: Path) -> None:
    context = workspace / "copilot" / "context.yml"
    context.write_text(context.read_text().replace("  api: Backend Service", "  api: Worker Service"))
    done = drifted()
    assert "context:  copilot/context.yml is stale" in done.stdout
    assert "  ~ workloads.api: Worker Service -> Backend Service" in done.stdout
    assert "help: run `pilothouse context pull`" in done.stdout
    assert "manifest: copilot/pipelines/release/manifest.yml matches the deployed stack" in done.stdout


def test_a_workload_that_aws_does_not_know(workspace: Path) -> None:
    folder = workspace / "copilot" / "late"
    folder.mkdir()
    (folder / "manifest.yml").write_text("name: late\n")
    try:
        assert "  ! workloads.late: in the workspace, unknown to AWS" in drifted().stdout
    finally:
        (folder / "manifest.yml").unlink()
        folder.rmdir()


def test_a_manifest_that_is_not_deployed(workspace: Path) -> None:
    manifest = workspace / "copilot" / "pipelines" / "release" / "manifest.yml"
    manifest.write_text(MANIFEST.replace(", requires_approval: true", ""))
    done = drifted()
    assert "manifest: copilot/pipelines/release/manifest.yml differs from the deployed stack" in done.stdout
    assert "ApprovePromotionTo-prod" in done.stdout
    assert "help: run `pilothouse deploy release`" in done.stdout
    report = json.loads(run("drift", "--json").stdout)
    assert report["manifest"]["diff"]["summary"]["different"] == 1
    assert (report["context"]["drift"], report["live"]["drift"]) == (False, False)


def test_a_manifest_with_an_error(workspace: Path) -> None:
    manifest = workspace / "copilot" / "pipelines" / "release" / "manifest.yml"
    manifest.write_text(MANIFEST.replace("name: test", "name: tset"))
    done = drifted()
    assert "manifest: copilot/pipelines/release/manifest.yml has errors" in done.stdout
    assert "PH301" in done.stderr


def test_tags_count(workspace: Path, environment: Emulator) -> None:  # noqa: ARG001
    ssm = environment.client("ssm", REGION)
    name = "/copilot/applications/drifted"
    before = ssm.get_parameter(Name=name)["Parameter"]["Value"]
    try:
        record = {**json.loads(before), "tags": {"team": "quay"}}
        ssm.put_parameter(Name=name, Type="String", Value=json.dumps(record), Overwrite=True)
        assert "quay" in drifted().stdout
    finally:
        ssm.put_parameter(Name=name, Type="String", Value=before, Overwrite=True)


def test_a_value_that_was_changed_by_hand(codepipeline: Any, pipeline: dict[str, Any]) -> None:
    pipeline["stages"][1]["actions"][0]["configuration"]["ProjectName"] = "mine"
    codepipeline.update_pipeline(pipeline=pipeline)
    done = drifted()
    assert "live:     the live pipeline was changed outside CloudFormation" in done.stdout
    project = "stages.Build.actions.Build.configuration.ProjectName"
    assert f"  ~ {project}: pipeline-drifted-release-BuildProject -> mine" in done.stdout
    assert "manifest: copilot/pipelines/release/manifest.yml matches the deployed stack" in done.stdout
    report = json.loads(run("drift", "--json").stdout)
    change = {"path": project, "old": "pipeline-drifted-release-BuildProject", "new": "mine"}
    assert report["live"] == {"drift": True, "orphan": False, "changes": [change]}


def test_an_approval_that_was_taken_out_by_hand(codepipeline: Any, pipeline: dict[str, Any]) -> None:
    actions = pipeline["stages"][3]["actions"]
    pipeline["stages"][3]["actions"] = [
        one for one in actions if one["actionTypeId"]["category"] != "Approval"
    ]
    codepipeline.update_pipeline(pipeline=pipeline)
    assert "  - stages.DeployTo-prod.actions.ApprovePromotionTo-prod: there" in drifted().stdout


def test_stages_in_another_order(codepipeline: Any, pipeline: dict[str, Any]) -> None:
    pipeline["stages"][2:] = reversed(pipeline["stages"][2:])
    codepipeline.update_pipeline(pipeline=pipeline)
    order = "Source, Build, DeployTo-test, DeployTo-prod -> Source, Build, DeployTo-prod, DeployTo-test"
    assert f"  ~ stages (order): {order}" in drifted().stdout


def test_a_transition_that_was_closed(environment: Emulator, pipeline: dict[str, Any]) -> None:
    environment.executions.close(REGION, pipeline["name"], "DeployTo-prod", "audit")
    try:
        assert "  ~ stages.DeployTo-prod.transition: open -> closed" in drifted().stdout
    finally:
        environment.executions.open(REGION, pipeline["name"], "DeployTo-prod")


@pytest.mark.usefixtures("workspace")
def test_without_the_files_only_the_pipeline_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("drift", "release", "--app", "drifted")
    assert done.exit_code == 0, done.stderr
    assert done.stdout.splitlines() == [
        "context:  there is no file to compare",
        "manifest: there is none here to compare",
        "live:     the live pipeline matches its stack",
    ]
