"""A manifest's request is made from the content of its workspace."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pilothouse.driver import make_request, read_context, trust_manifest
from pilothouse.ir.context import Context
from pilothouse.ir.override import RUN_ALL_CODE, RUN_NO_CODE
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import Workspace

CONTEXT = Path(__file__).parents[2] / "fixtures" / "context.yml"
FILE = SourceFile("manifest.yml", "name: web\nversion: 1\n")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("api", "report", "pipelines/web"):
        (tmp_path / "copilot" / name).mkdir(parents=True)
        (tmp_path / "copilot" / name / "manifest.yml").touch()
    (tmp_path / "copilot/.workspace").write_text("application: demo\n")
    (tmp_path / "copilot/context.yml").write_text(CONTEXT.read_text())
    return Workspace(tmp_path)


@pytest.fixture
def context(workspace: Workspace) -> Context:
    found = read_context(workspace.context, workspace)[0].value
    assert found
    return found


def manifest(workspace: Workspace) -> Path:
    return workspace.root / "copilot/pipelines/web/manifest.yml"


def test_a_manifest_is_known_by_its_folder_in_the_workspace(workspace: Workspace, context: Context) -> None:
    request = make_request(FILE, manifest(workspace), context)
    assert request.directory == "copilot/pipelines/web"
    assert request.files
    assert request.files.exists("copilot/api/manifest.yml")


@pytest.mark.parametrize(
    ("known", "deployed"),
    [(("api", "worker"), ("api",)), ((), ("api", "report")), (("worker",), ())],
)
def test_a_stage_deploys_local_workloads_that_the_context_knows(
    workspace: Workspace, context: Context, known: tuple[str, ...], deployed: tuple[str, ...]
) -> None:
    request = make_request(
        FILE, manifest(workspace), replace(context, workloads=dict.fromkeys(known, "Backend Service"))
    )
    assert request.workloads == deployed


def test_outside_a_workspace_a_stage_deploys_what_the_context_knows(tmp_path: Path, context: Context) -> None:
    outside = tmp_path.parent / "manifest.yml"
    request = make_request(FILE, outside, replace(context, workloads={"worker": "Backend Service"}))
    assert (request.workloads, request.files, request.directory) == (("worker",), None, "")


def test_code_runs_in_trusted_folders_alone(workspace: Workspace, context: Context) -> None:
    trusting = replace(RUN_NO_CODE, trusted=(workspace.root.resolve(),))
    assert make_request(FILE, manifest(workspace), context, code=trusting).code == RUN_ALL_CODE
    elsewhere = replace(RUN_NO_CODE, trusted=(workspace.root / "other",))
    assert make_request(FILE, manifest(workspace), context, code=elsewhere).code == elsewhere


def test_a_context_of_another_application_is_not_used(workspace: Workspace) -> None:
    workspace.marker.write_text("application: shop\n")
    outcome, sources = read_context(workspace.context, workspace)
    assert outcome.value is None
    assert [finding.code.slug for finding in outcome.findings] == ["foreign-application"]
    assert sources


def test_a_context_that_cannot_be_read_has_no_sources(tmp_path: Path) -> None:
    outcome, sources = read_context(tmp_path / "context.yml")
    assert [finding.code.slug for finding in outcome.findings] == ["unreadable-file"]
    assert not sources


def test_a_trusted_manifest_is_of_its_workspaces_application(workspace: Workspace) -> None:
    assert trust_manifest(FILE, workspace).application.name == "demo"
    assert trust_manifest(FILE, None).application.name == "application"
