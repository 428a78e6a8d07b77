"""Our hooks, run by the real pre-commit on a repository whose configuration names them.

pre-commit builds and installs this checkout as it does for anyone, once for all tests. What the package
depends on comes from the environment of the tests, so that nothing is downloaded.
"""

from __future__ import annotations

import os
import re
import shutil
import site
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.workspaces import MANIFEST, MANIFEST_PATH, write_workspace

ROOT = Path(__file__).parents[2]
MENDABLE = MANIFEST.replace("version: 1\n", "")
BROKEN = MANIFEST + "    foo: 1\n"

pytestmark = [
    pytest.mark.skipif(not (shutil.which("git") and (ROOT / ".git").exists()), reason="needs a git checkout"),
    pytest.mark.starts_early,
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Settings under which pre-commit keeps to itself and pip finds all it needs here."""
    return {
        **os.environ,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.com",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this one the other way round: no isolation
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("pre-commit")),
        "PYTHONPATH": os.pathsep.join(site.getsitepackages()),
    }


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> str:
    """A configuration with both hooks, from a repository with the current checkout."""
    folder = tmp_path_factory.mktemp("hooks")
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in (ROOT / name for name in names.split("\0") if name):
        if path.is_file():
            copy = folder / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy, follow_symlinks=False)

    def git(*arguments: str) -> str:
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    git("init", "--quiet")
    git("add", "--all", "--force")
    git("commit", "--quiet", "--message", "all")
    revision = git("rev-parse", "HEAD")
    return f"""\
repos:
  - repo: {folder}
    rev: {revision}
    hooks: [{{id: pilothouse-lint}}, {{id: pilothouse-fix}}]
"""


@pytest.fixture
def repository(tmp_path: Path, environment: dict[str, str], configuration: str) -> Path:
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, env=environment, check=True)
    (tmp_path / ".pre-commit-config.yaml").write_text(configuration)
    return tmp_path


def try_hook(hook: str, repository: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Stage everything and run one hook on it."""
    subprocess.run(["git", "add", "--all"], cwd=repository, env=environment, check=True)
    return run_hook(hook, repository, environment)


def run_hook(hook: str, repository: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run one hook on what is staged."""
    command = [sys.executable, "-m", "pre_commit", "run", hook, "--verbose"]
    return subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, check=False
    )


def test_a_clean_manifest_passes(repository: Path, environment: dict[str, str]) -> None:
    write_workspace(repository)
    result = try_hook("pilothouse-lint", repository, environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "Passed" in result.stdout


def test_a_finding_stops_the_commit_with_its_place(repository: Path, environment: dict[str, str]) -> None:
    write_workspace(repository, BROKEN)
    result = try_hook("pilothouse-lint", repository, environment)
    assert result.returncode == 1
    assert "exit code: 1" in result.stdout
    assert f"--> {MANIFEST_PATH}:9:5" in result.stdout


def test_the_other_hook_fixes_and_stops_the_commit_for_review(
    repository: Path, environment: dict[str, str]
) -> None:
    manifest = write_workspace(repository, MENDABLE)
    result = try_hook("pilothouse-fix", repository, environment)
    assert result.returncode == 1
    assert "files were modified by this hook" in result.stdout
    assert manifest.read_text() == MANIFEST
    assert try_hook("pilothouse-fix", repository, environment).returncode == 0


def test_other_files_do_not_wake_the_hooks(repository: Path, environment: dict[str, str]) -> None:
    (repository / "manifest.yml").write_text("name: other\n")
    result = try_hook("pilothouse-lint", repository, environment)
    assert result.returncode == 0
    assert "(no files to check)Skipped" in result.stdout


def test_a_manifest_that_is_untracked_stops_no_commit(repository: Path, environment: dict[str, str]) -> None:
    write_workspace(repository)
    subprocess.run(["git", "add", "--all"], cwd=repository, env=environment, check=True)
    other = write_workspace(repository / "other", BROKEN)
    status = ["git", "status", "--porcelain", "--", "other"]
    untracked = subprocess.run(status, cwd=repository, env=environment, capture_output=True, check=True)
    assert untracked.stdout == b"?? other/\n"
    result = run_hook("pilothouse-lint", repository, environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert other.read_text() == BROKEN
    assert try_hook("pilothouse-lint", repository, environment).returncode == 1


def test_a_repository_without_pipelines_passes(repository: Path, environment: dict[str, str]) -> None:
    write_workspace(repository).unlink()
    result = try_hook("pilothouse-lint", repository, environment)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "no manifest under ." in result.stdout


def test_a_tag_works_in_a_config_as_the_documents_show_it(
    repository: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The hooks come from a clone at a tag, as from a code host, and only pre-commit reads them."""
    home = tmp_path_factory.mktemp("home") / "pilothouse"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(home)], env=environment, check=True)
    subprocess.run(["git", "tag", "v9.9.9"], cwd=home, env=environment, check=True)
    documented = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(repos:\n.*?)```", documented, re.DOTALL)
    assert example
    config = re.sub(
        r"rev: v\S+", "rev: v9.9.9", re.sub(r"https://github\S+/pilothouse", str(home), example[1])
    )
    (repository / ".pre-commit-config.yaml").write_text(config)
    write_workspace(repository, BROKEN)
    subprocess.run(["git", "add", "--all"], cwd=repository, env=environment, check=True)
    command = [sys.executable, "-m", "pre_commit", "run"]
    result = subprocess.run(
        command, cwd=repository, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"--> {MANIFEST_PATH}:9:5" in result.stdout
