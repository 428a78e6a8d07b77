"""Where a workspace is, and what is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pilothouse.workspace.find import find_workspace, manifest_directory


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("copilot/.workspace", "copilot/api/manifest.yml", "copilot/web/manifest.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("application: demo\n")
    for name in ("b", "a"):
        (tmp_path / "copilot/pipelines" / name).mkdir(parents=True)
        (tmp_path / "copilot/pipelines" / name / "manifest.yml").write_text("name: x\n")
    return tmp_path


def test_the_nearest_folder_upwards_is_the_workspace(root: Path) -> None:
    inner = root / "copilot/pipelines/a"
    found = find_workspace(inner)
    assert found is not None
    assert found.root == root.resolve()
    (inner / "copilot").mkdir()
    (inner / "copilot/.workspace").write_text("application: inner\n")
    nearer = find_workspace(inner)
    assert nearer is not None
    assert nearer.root == inner.resolve()


def test_without_a_marker_there_is_no_workspace(tmp_path: Path) -> None:
    assert find_workspace(tmp_path) is None


def test_manifests_come_by_folder_and_the_legacy_one_last(root: Path) -> None:
    (root / "copilot/pipeline.yml").write_text("name: old\n")
    found = find_workspace(root)
    assert found is not None
    assert [path.relative_to(root.resolve()).as_posix() for path in found.manifests()] == [
        "copilot/pipelines/a/manifest.yml",
        "copilot/pipelines/b/manifest.yml",
        "copilot/pipeline.yml",
    ]


def test_workloads_are_the_folders_with_a_manifest(root: Path) -> None:
    (root / "copilot/environments/test").mkdir(parents=True)
    (root / "copilot/environments/test/manifest.yml").write_text("name: test\n")
    found = find_workspace(root)
    assert found is not None
    assert found.workloads() == ("api", "web")


@pytest.mark.parametrize(
    ("manifest", "directory"),
    [
        ("w/copilot/pipelines/a/manifest.yml", "copilot/pipelines/a"),
        ("w/copilot/pipeline.yml", "copilot"),
        ("elsewhere/manifest.yml", ""),
    ],
)
def test_a_manifests_folder_is_relative_to_the_parent_of_copilot(
    tmp_path: Path, manifest: str, directory: str
) -> None:
    (tmp_path / manifest).parent.mkdir(parents=True)
    (tmp_path / manifest).write_text("name: x\n")
    assert manifest_directory(tmp_path / manifest) == directory
