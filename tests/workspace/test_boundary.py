"""No path leads outside the repository, or else the workspace, that it is in."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from pilothouse.workspace import read
from pilothouse.workspace.boundary import boundary_of
from pilothouse.workspace.read import UnreadableFileError, is_there, read_source


@pytest.fixture(params=["opened folders", "paths"], autouse=True)
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Systems that can open folders, and those that can't."""
    if request.param == "paths":
        monkeypatch.setattr(read, "HAS_OPENED_FOLDERS", False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository next to a folder with a secret."""
    write(tmp_path / "outside" / "secret.yml", "secret: 1\n")
    write(tmp_path / "repository" / ".git" / "config", "token\n")
    write(tmp_path / "repository" / "shared" / "file.yml", "shared: 1\n")
    return tmp_path / "repository"


def write(path: Path, text: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def refusal(path: Path) -> tuple[str, str]:
    with pytest.raises(UnreadableFileError) as caught:
        read_source(path)
    return caught.value.diagnostic.code.slug, caught.value.diagnostic.message


def test_it_is_the_innermost_repository(repository: Path) -> None:
    assert boundary_of(repository / "a" / "b.yml") == repository
    write(repository / "inner" / ".git", "gitdir: elsewhere")
    write(repository / "inner" / "service" / "copilot" / ".workspace")
    assert boundary_of(repository / "inner" / "service" / "copilot" / "x.yml") == repository / "inner"


def test_it_is_the_workspace_where_there_is_no_repository(tmp_path: Path) -> None:
    write(tmp_path / "shop" / "copilot" / ".workspace")
    assert boundary_of(tmp_path / "shop" / "copilot" / "context.yml") == tmp_path / "shop"
    assert boundary_of(tmp_path / "x.yml") is None


def test_a_repository_that_a_link_leads_to_is_outside(repository: Path) -> None:
    other = write(repository.parent / "other" / ".git" / "HEAD").parents[1]
    write(other / "copilot" / "pipelines" / "main" / "manifest.yml", "name: private\n")
    (repository / "link").symlink_to(other)
    path = repository / "link" / "copilot" / "pipelines" / "main" / "manifest.yml"
    assert boundary_of(path) == repository
    assert refusal(path)[0] == "stray-link"


@pytest.mark.parametrize("target", ["shared/file.yml", "shared/../shared/file.yml", "link/file.yml"])
def test_links_inside_are_followed(repository: Path, target: str) -> None:
    (repository / "link").symlink_to("shared")
    (repository / "a.yml").symlink_to(target)
    assert read_source(repository / "a.yml").text == "shared: 1\n"
    (repository / "b.yml").symlink_to(repository / target)  # from the root of the disk
    assert read_source(repository / "b.yml").text == "shared: 1\n"


@pytest.mark.parametrize(
    "target",
    [
        "../outside/secret.yml",
        "shared/../../outside/secret.yml",
        "/proc/self/environ",
        "/etc/passwd",
        "/dev/zero",
    ],
)
def test_a_link_that_leads_out_is_refused_and_not_opened(repository: Path, target: str) -> None:
    (repository / "a.yml").symlink_to(target)
    assert refusal(repository / "a.yml") == (
        "stray-link",
        "the file is not read: a link points outside the repository",
    )
    assert is_there(repository / "a.yml")


def test_a_folder_that_leads_out_is_refused_too(repository: Path) -> None:
    (repository / "folder").symlink_to(repository.parent / "outside")
    assert refusal(repository / "folder" / "secret.yml")[0] == "stray-link"


def test_an_absolute_link_may_not_leave_its_repository(repository: Path) -> None:
    (repository / "a.yml").symlink_to(f"{repository}/../outside/secret.yml")
    assert refusal(repository / "a.yml")[0] == "stray-link"


@pytest.mark.parametrize("target", [".git/config", ".GIT/config", "shared/../.git/config"])
def test_nothing_leads_into_gits_own_folder(repository: Path, target: str) -> None:
    write(repository / ".GIT" / "config", "token\n")
    (repository / "a.yml").symlink_to(target)
    assert refusal(repository / "a.yml") == (
        "stray-link",
        "the file is not read: it leads into .git, which is git's own",
    )


def test_a_link_to_itself_ends(repository: Path) -> None:
    (repository / "a.yml").symlink_to("a.yml")
    assert refusal(repository / "a.yml") == (
        "unreadable-file",
        "the file cannot be read: Too many levels of symbolic links",
    )
    assert is_there(repository / "a.yml")


def test_a_pipe_and_a_socket_are_not_waited_for(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(repository / "pipe.yml")
    assert refusal(repository / "pipe.yml") == (
        "odd-file",
        "the file is a named pipe: only regular files are read",
    )
    monkeypatch.chdir(repository)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yml")
        assert refusal(repository / "socket.yml")[0] == "odd-file"


def test_a_folder_and_a_missing_file_are_not_files(repository: Path) -> None:
    (repository / "dangling.yml").symlink_to("nowhere.yml")
    for name in ("shared", "none.yml", "none/none.yml", "shared/file.yml/x", "dangling.yml"):
        assert not is_there(repository / name)
        assert refusal(repository / name)[0] == "unreadable-file"


def test_outside_of_any_repository_the_user_may_give_a_link(tmp_path: Path) -> None:
    secret = write(tmp_path / "real.yml", "real: 1\n")
    (tmp_path / "link.yml").symlink_to(secret)
    assert read_source(tmp_path / "link.yml").text == "real: 1\n"
