"""Files are written as a whole or not at all, and never through a link that leads outside."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pilothouse.workspace import write
from pilothouse.workspace.boundary import StrayPathError
from pilothouse.workspace.write import write_atomically


@pytest.fixture(params=["opened folders", "paths"], autouse=True)
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that can open folders, and those that can't."""
    if request.param == "paths":
        monkeypatch.setattr(write, "HAS_OPENED_FOLDERS", False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    return tmp_path / "repository"


def test_a_replaced_file_keeps_its_mode_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "out.yml"
    path.write_text("old")
    path.chmod(0o640)
    write_atomically(path, "new\n")
    assert path.read_text() == "new\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["out.yml"]


def test_a_failed_write_leaves_the_old_file(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = repository / "out.yml"
    path.write_text("old")

    def fail(*_names: str, **_folders: int) -> None:
        raise OSError("disk")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk"):
        write_atomically(path, "new")
    assert path.read_text() == "old"
    assert sorted(one.name for one in repository.iterdir()) == [".git", "out.yml"]


def test_missing_folders_are_created(repository: Path) -> None:
    write_atomically(repository / "a" / "b" / "out.yml", "new")
    assert (repository / "a" / "b" / "out.yml").read_text() == "new"


def test_a_linked_folder_inside_is_written_to(repository: Path) -> None:
    (repository / "real").mkdir()
    (repository / "link").symlink_to("real")
    write_atomically(repository / "link" / "out.yml", "new")
    assert (repository / "real" / "out.yml").read_text() == "new"


@pytest.mark.parametrize("target", ["../outside", "/proc/self/cwd"])
def test_a_folder_that_leads_out_is_not(repository: Path, target: str) -> None:
    (repository / "link").symlink_to(target)
    with pytest.raises(StrayPathError, match="a link points outside the repository"):
        write_atomically(repository / "link" / "new" / "out.yml", "new")
    assert list((repository.parent / "outside").iterdir()) == []


def test_a_linked_file_is_replaced_and_its_target_left(repository: Path) -> None:
    victim = repository.parent / "outside" / "victim"
    victim.write_text("old")
    (repository / "out.yml").symlink_to(victim)
    write_atomically(repository / "out.yml", "new")
    assert (victim.read_text(), (repository / "out.yml").read_text()) == ("old", "new")


def test_nothing_is_written_into_gits_own_folder(repository: Path) -> None:
    (repository / "link").symlink_to(".git")
    with pytest.raises(StrayPathError, match="git's own"):
        write_atomically(repository / "link" / "config", "new")


def test_a_pipe_is_not_replaced(repository: Path) -> None:
    os.mkfifo(repository / "pipe")
    with pytest.raises(OSError, match="not a regular file"):
        write_atomically(repository / "pipe", "new")
