"""`pilothouse example` writes a workspace without a finding, and changes none that exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.workspaces import run, write_workspace


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_example_has_no_findings(here: Path) -> None:
    said = run("example")
    assert said.exit_code == 0
    assert said.stderr.count("wrote copilot/") == len(contents(here)) == 6
    checked = run("lint", "--fail-on", "note")
    assert checked.exit_code == 0
    assert not checked.stdout


def test_it_is_compiled_and_drawn(here: Path) -> None:
    run("example")
    assert run("compile", "--no-validate", "--output", "templates/").exit_code == 0
    assert run("graph", "--format", "svg", "--output", "pipeline.svg").exit_code == 0
    assert (here / "pipeline.svg").read_text().startswith("<svg")
    assert [path.name for path in (here / "templates").iterdir()] == ["pipeline-shop-shop.stack.yml"]


def test_a_workspace_stays_as_it_is(here: Path) -> None:
    write_workspace(here)
    before = contents(here)
    said = run("example")
    assert said.exit_code == 2
    assert f"this folder is in the workspace {here.as_posix()}" in said.stderr
    assert contents(here) == before


@pytest.mark.parametrize("is_link", [False, True], ids=["folder", "link"])
def test_a_folder_of_that_name_stays_as_it_is(here: Path, *, is_link: bool) -> None:
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()
    if is_link:
        (here / "copilot").symlink_to(elsewhere)
    else:
        (here / "copilot").mkdir()
    said = run("example")
    assert said.exit_code == 2
    assert "the folder copilot exists" in said.stderr
    assert not contents(here)
