"""Whose context a manifest is compiled with."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilothouse.cli.contexts import Contexts
from pilothouse.cli.report import Report
from pilothouse.driver import application_in
from pilothouse.workspace.find import Workspace

CONTEXT = Path(__file__).parents[2] / "fixtures" / "context.yml"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "copilot").mkdir()
    (tmp_path / "copilot/.workspace").write_text("application: demo\n")
    (tmp_path / "copilot/context.yml").write_text(CONTEXT.read_text())
    return Workspace(tmp_path)


def found(workspace: Workspace) -> tuple[bool, list[str]]:
    report = Report()
    context = Contexts(None, None, report).of(workspace)
    return context is not None, [finding.code.slug for finding in report.findings]


def test_a_workspaces_own_context_is_used(workspace: Workspace) -> None:
    assert found(workspace) == (True, [])


def test_another_applications_context_is_not(workspace: Workspace) -> None:
    workspace.marker.write_text("application: shop\n")
    assert found(workspace) == (False, ["foreign-application"])


@pytest.mark.parametrize("marker", ["", "[", "application:\n"])
def test_a_marker_that_names_none_allows_any(workspace: Workspace, marker: str) -> None:
    workspace.marker.write_text(marker)
    assert application_in(workspace) == ""
    assert found(workspace)[0]
