"""What `lint` can be asked to check: files, folders, pipelines, standard input."""

import json
from pathlib import Path

import pytest

from pilothouse.cli import exits
from tests.cli.workspaces import MANIFEST, MANIFEST_PATH, run, write_files, write_workspace
from tests.workspace.test_revision import git

WITHOUT_VERSION = MANIFEST.replace("version: 1\n", "")
LEGACY = "copilot/pipeline.yml"


@pytest.fixture(autouse=True)
def _in_two_workspaces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("one", "two"):
        write_workspace(tmp_path / name, WITHOUT_VERSION)
    write_files(tmp_path / "two", {LEGACY: WITHOUT_VERSION.replace("name: web", "name: old")})
    monkeypatch.chdir(tmp_path)


def found(*arguments: str, stdin: bytes = b"") -> list[str]:
    result = run("lint", "--no-validate", "--select=PH107,PH112", "--format=json", *arguments, stdin=stdin)
    return [finding["path"] for finding in json.loads(result.stdout)["findings"]]


def test_a_folder_is_searched_for_manifests() -> None:
    assert found(".") == [f"one/{MANIFEST_PATH}", f"two/{LEGACY}", f"two/{MANIFEST_PATH}"]
    assert found("two/copilot") == [f"two/{LEGACY}", f"two/{MANIFEST_PATH}"]
    assert found("one/copilot/pipelines/web") == [f"one/{MANIFEST_PATH}"]


def test_several_arguments_are_checked_together_and_each_file_once() -> None:
    assert found("two", f"one/{MANIFEST_PATH}", "one") == found(".")


def test_hidden_and_foreign_folders_are_skipped(tmp_path: Path) -> None:
    for folder in (".cache", "node_modules"):
        write_workspace(tmp_path / "one" / folder, WITHOUT_VERSION)
    assert found("one") == [f"one/{MANIFEST_PATH}"]


def test_a_folder_without_manifests_is_not_an_error_of_lint(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("lint", "empty")
    assert (result.exit_code, result.stdout) == (exits.DONE, "")
    assert result.stderr == "no manifest under empty; nothing was checked there\n"
    assert run("compile", "empty").exit_code == exits.USAGE
    assert run("lint", "emtpy").exit_code == exits.USAGE
    assert found("empty", "one") == [f"one/{MANIFEST_PATH}"]


def test_what_git_ignores_is_not_searched(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write_files(tmp_path, {".gitignore": "cdk.out/\n/two/copilot/pipeline.yml\n"})
    write_workspace(tmp_path / "one" / "cdk.out", WITHOUT_VERSION)
    assert found(".") == [f"one/{MANIFEST_PATH}", f"two/{MANIFEST_PATH}"]
    assert found(f"two/{LEGACY}") == [f"two/{LEGACY}"]
    git(tmp_path, "add", "--force", "one/cdk.out")
    assert found("one") == [f"one/cdk.out/{MANIFEST_PATH}", f"one/{MANIFEST_PATH}"]


def test_a_hook_looks_only_at_what_git_tracks(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    result = run("lint", "--tracked", ".")
    assert (result.exit_code, result.stdout) == (exits.DONE, "")
    git(tmp_path, "add", "one")
    assert found("--tracked", ".") == [f"one/{MANIFEST_PATH}"]


def test_outside_of_a_repository_every_manifest_counts_as_tracked() -> None:
    assert found("--tracked", ".") == found(".")


def test_a_pipeline_is_found_by_name_though_a_folder_is_called_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one" / "web").mkdir()
    monkeypatch.chdir(tmp_path / "one")
    assert found("web") == [MANIFEST_PATH]


def test_standard_input_is_taken_for_the_file_that_is_named() -> None:
    path = f"one/{MANIFEST_PATH}"
    assert found("-", "--stdin-filename", path, stdin=MANIFEST.encode()) == []
    assert found("-", "--stdin-filename", path, stdin=WITHOUT_VERSION.encode()) == [path]


def test_standard_input_needs_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "one")
    assert found("-", stdin=WITHOUT_VERSION.encode()) == ["<stdin>"]


def test_standard_input_that_is_not_text_is_a_usage_error() -> None:
    result = run("lint", "-", "--stdin-filename", f"one/{MANIFEST_PATH}", stdin=b"\xff")
    assert result.exit_code == exits.USAGE
    assert "PH002" in result.stdout


def test_a_clean_run_says_on_a_terminal_what_it_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(tmp_path / "one")
    assert run("lint", "--no-validate", "one") == (exits.DONE, "", "")
    monkeypatch.setattr("pilothouse.cli.commands.lint.aside_is_seen", lambda: True)
    assert run("lint", "--no-validate", "one") == (exits.DONE, "", "No findings in 1 pipeline (3 files).\n")


def test_outside_of_a_workspace_the_error_suggests_a_search_below() -> None:
    for result in (run("lint"), run("lint", "web")):
        assert result.exit_code == exits.USAGE
        assert "`.` searches below this one" in result.stderr
    assert "no workspace here to look for a pipeline of that name" in run("lint", "web").stderr


def test_a_finding_about_the_world_around_a_manifest_shows_its_line(tmp_path: Path) -> None:
    (tmp_path / "one/copilot/context.yml").unlink()
    result = run("lint", "--no-validate", f"one/{MANIFEST_PATH}")
    assert f"--> one/{MANIFEST_PATH}:1:1\n  |\n1 | name: web\n" in result.stdout
