"""Files of a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from pilothouse.workspace.revision import find_revision
from pilothouse.workspace.tree import RevisionError


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *identity, *arguments], check=True, capture_output=True)


def commit(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "change", "--allow-empty")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_files_are_as_they_were(repository: Path, tmp_path: Path) -> None:
    then = {"a/one.yml": b"1\r\n\n", "a/b/zwei \xc3\xa4.yml".encode().decode(): b"\xff\x00", "empty": b""}
    commit(repository, {**then, "other": b"x"})
    commit(repository, {"a/one.yml": b"2", "a/new": b""})
    find_revision(repository, "HEAD~1").check_out(["a", "empty"], tmp_path / "out")
    assert files(tmp_path / "out") == then


def test_missing_paths_are_not_written(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"a": b""})
    revision = find_revision(repository, "HEAD")
    revision.check_out(["nothing", "[a]", "*"], tmp_path / "out")
    revision.check_out([], tmp_path / "out")
    assert files(tmp_path) == files(repository.parent)
    assert not (tmp_path / "out").exists()


def test_links_are_skipped(repository: Path, tmp_path: Path) -> None:
    (repository / "link").symlink_to("/etc/passwd")
    commit(repository, {"a": b"1"})
    find_revision(repository, "HEAD").check_out(["a", "link"], tmp_path / "out")
    assert files(tmp_path / "out") == {"a": b"1"}


def test_a_repository_is_found_from_a_folder_inside(repository: Path, tmp_path: Path) -> None:
    commit(repository, {"a/b": b"1"})
    revision = find_revision(repository / "a", "HEAD")
    assert revision.root.resolve() == repository.resolve()
    revision.check_out(["a/b"], tmp_path / "out")
    assert files(tmp_path / "out") == {"a/b": b"1"}


@pytest.mark.parametrize("name", ["nope", "--all", "", "HEAD:a", "HEAD~9"])
def test_a_revision_that_is_not_a_commit_is_rejected(repository: Path, name: str) -> None:
    commit(repository, {"a": b"1"})
    with pytest.raises(RevisionError):
        find_revision(repository, name)


def test_a_folder_outside_of_a_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RevisionError, match="not a git repository"):
        find_revision(tmp_path, "HEAD")


def test_missing_git_is_reported(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RevisionError, match="git is not installed"):
        find_revision(repository, "HEAD")
