"""git answers without running anything: neither for the repository nor because of its variables."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from pilothouse.workspace.git import GitError, ask_git, repository_of
from pilothouse.workspace.programs import find_program
from tests.workspace.test_revision import commit, git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"copilot/a.yml": b"1\n"})
    return folder


def test_it_answers(repository: Path) -> None:
    assert ask_git(repository_of(repository / "copilot"), "branch", "--show-current") == b"main\n"


def test_commands_that_could_run_programs_are_rejected(repository: Path) -> None:
    with pytest.raises(ValueError, match="git diff may run programs"):
        ask_git(repository, "diff")


def test_a_folder_that_looks_like_a_repository_is_not_one(repository: Path, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", str(repository / "copilot" / "bare")], check=True)
    assert repository_of(repository / "copilot" / "bare") == repository
    with pytest.raises(GitError, match="not a git repository"):
        repository_of(tmp_path)


@pytest.mark.parametrize("name", ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"])
def test_the_variables_of_a_hook_are_not_inherited(
    repository: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "/nowhere")
    assert ask_git(repository, "cat-file", "-p", "HEAD:copilot/a.yml") == b"1\n"


def test_what_is_missing_is_not_fetched(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the repository's own configuration allows."""
    mark = tmp_path / "ran"
    blob = ask_git(repository, "rev-parse", "HEAD:copilot/a.yml").decode().strip()
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    for key, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": "ssh://nowhere.invalid/x",
        "protocol.ssh.allow": "always",
        "protocol.allow": "always",
        "core.sshCommand": f"sh -c 'touch {mark}' --",
    }.items():
        git(repository, "config", key, value)
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "ssh")
    with pytest.raises(GitError):
        ask_git(repository, "cat-file", "-p", blob)
    assert not mark.exists()


def test_the_size_of_an_answer_is_limited(repository: Path) -> None:
    with pytest.raises(GitError, match="larger than 3 bytes"):
        ask_git(repository, "rev-parse", "HEAD", limit=3)


def test_the_reason_is_gits_own_and_not_its_advice(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """git rejects a repository of another user: its advice is the last line."""
    script = repository / "bin" / "git"
    script.parent.mkdir()
    script.write_text(
        "#!/bin/sh\nprintf 'fatal: it is not yours\\nTo trust it, call:\\n\\tgit config x\\n' >&2\nexit 1\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(script.parent), prepend=os.pathsep)
    with pytest.raises(GitError, match=r"^it is not yours$"):
        ask_git(repository, "rev-parse", "HEAD")


def test_programs_of_the_current_folder_are_not_found(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = repository / "bin" / "npm"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.chdir(repository / "bin")
    monkeypatch.setenv("PATH", os.pathsep.join([".", "", "bin", "../bin"]))
    assert find_program("npm") is None
    monkeypatch.setenv("PATH", str(program.parent))
    assert find_program("npm") == str(program)
