"""Overrides are found where Copilot looks for them: by the name in the manifest."""

from pathlib import Path

import pytest

from pilothouse.diagnostics import codes
from pilothouse.ir.override import Toolkit
from pilothouse.workspace.overrides import OverrideFolders


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """The manifest of a pipeline `release` in a workspace."""
    write(tmp_path / "copilot" / ".workspace")
    return write(tmp_path / "copilot" / "pipelines" / "release" / "manifest.yml")


def write(path: Path, content: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_pipeline_without_a_folder_has_none(manifest: Path) -> None:
    found = OverrideFolders(manifest).find("release")
    assert (found.value, found.findings) == (None, ())


@pytest.mark.parametrize("toolkit", list(Toolkit))
def test_the_file_determines_the_toolkit(manifest: Path, toolkit: Toolkit) -> None:
    path = write(manifest.parent / "overrides" / toolkit.value, b"text")
    found = OverrideFolders(manifest).find("release")
    assert found.findings == ()
    assert found.value is not None
    assert (found.value.toolkit, found.value.file.text, found.value.folder) == (toolkit, "text", path.parent)


def test_the_legacy_manifest_has_the_same_folder(manifest: Path) -> None:
    write(manifest.parent / "overrides" / "cfn.patches.yml")
    legacy = write(manifest.parents[2] / "pipeline.yml")
    assert OverrideFolders(legacy).find("release").value is not None


def test_without_a_workspace_it_is_next_to_the_manifest(tmp_path: Path) -> None:
    manifest = write(tmp_path / "manifest.yml")
    write(tmp_path / "overrides" / "cfn.patches.yml")
    assert OverrideFolders(manifest).find("any").value is not None


def test_patches_go_before_a_cdk_app_as_with_copilot(manifest: Path) -> None:
    folder = manifest.parent / "overrides"
    for toolkit in Toolkit:
        write(folder / toolkit.value)
    found = OverrideFolders(manifest).find("release")
    assert found.value is not None
    assert found.value.toolkit is Toolkit.PATCHES
    assert [(one.code, Path(one.place.path).name) for one in found.findings] == [
        (codes.SEVERAL_OVERRIDES, "cdk.json"),
        (codes.SEVERAL_OVERRIDES, "override.py"),
    ]


def test_a_folder_without_any_is_an_error_as_with_copilot(manifest: Path) -> None:
    write(manifest.parent / "overrides" / "README.md")
    found = OverrideFolders(manifest).find("release")
    assert found.value is None
    assert [one.code for one in found.findings] == [codes.EMPTY_OVERRIDE]


def test_the_manifests_name_counts_not_its_folder(manifest: Path) -> None:
    write(manifest.parent / "overrides" / "cfn.patches.yml")
    found = OverrideFolders(manifest).find("other")
    assert found.value is None
    assert [one.code for one in found.findings] == [codes.MISPLACED_OVERRIDE]


def test_a_file_that_is_not_text_is_reported(manifest: Path) -> None:
    write(manifest.parent / "overrides" / "cfn.patches.yml", b"\xff")
    found = OverrideFolders(manifest).find("release")
    assert found.value is None
    assert [one.code for one in found.findings] == [codes.NOT_UTF8]
