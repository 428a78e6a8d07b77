"""`pilothouse` alone says in five lines what there is and what to do next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.workspaces import MANIFEST, run, write_files, write_workspace


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown() -> list[str]:
    """Run `pilothouse`, and return its lines with single blanks."""
    said = run()
    assert said.exit_code == 0
    assert not said.stderr
    return [" ".join(line.split()) for line in said.stdout.splitlines()]


def test_a_workspace_in_five_lines(here: Path) -> None:
    write_workspace(here)
    assert shown() == [
        f"Application demo, workspace {here.as_posix()}",
        "pipelines web (not checked: run pilothouse lint)",
        "buildspecs all found",
        "context copilot/context.yml, for test",
        "next pilothouse lint, then pilothouse diff; pilothouse --help lists all commands",
    ]


def test_three_hundred_pipelines_are_still_five_lines(here: Path) -> None:
    write_workspace(here)
    for number in range(300):
        manifest = MANIFEST.replace("name: web", f"name: x{number}")
        write_files(here, {f"copilot/pipelines/x{number}/manifest.yml": manifest})
    lines = shown()
    assert len(lines) == 5
    assert lines[1].endswith("and 298 more (not checked: run pilothouse lint)")
    assert lines[2].endswith("and 297 more")


def test_without_a_context_the_next_step_gets_one(here: Path) -> None:
    write_workspace(here)
    (here / "copilot" / "context.yml").unlink()
    lines = shown()
    assert lines[3] == "context copilot/context.yml does not exist; pilothouse context pull reads it from AWS"
    assert lines[4].startswith("next pilothouse lint, then pilothouse context pull;")


def test_a_context_that_cannot_be_used_is_reported(here: Path) -> None:
    write_workspace(here)
    write_files(here, {"copilot/context.yml": "version: 2\n"})
    assert shown()[3] == "context copilot/context.yml has errors"


def test_a_missing_buildspec_is_named_with_the_command_that_writes_it(here: Path) -> None:
    write_workspace(here)
    (here / "copilot/pipelines/web/buildspec.yml").unlink()
    lines = shown()
    assert lines[2] == "buildspecs missing: copilot/pipelines/web/buildspec.yml"
    assert lines[4].startswith("next pilothouse init --buildspec web, then pilothouse lint,")
    assert run("init", "--buildspec", "web").exit_code == 0
    assert shown()[2] == "buildspecs all found"


@pytest.mark.parametrize("path", ["arn:aws:s3:::bucket/b.yml", "../../outside.yml", "/etc/passwd"])
def test_a_buildspec_elsewhere_is_not_looked_for(here: Path, path: str) -> None:
    write_workspace(here, f"{MANIFEST}build: {{buildspec: '{path}'}}\n")
    assert shown()[2] == "buildspecs all found"


def test_a_workspace_without_pipelines_leads_to_init(here: Path) -> None:
    write_workspace(here).unlink()
    lines = shown()
    assert lines[1] == "pipelines none"
    assert lines[4].startswith("next pilothouse init;")


def test_a_manifest_that_cannot_be_read_is_named_by_its_folder(here: Path) -> None:
    write_workspace(here).write_bytes(b"\xff")
    assert shown()[1].startswith("pipelines web ")


def test_foreign_names_are_only_text(here: Path) -> None:
    write_workspace(here, MANIFEST.replace("name: web", 'name: "w\\e[2J"'))
    assert "\x1b" not in run().stdout


def test_outside_a_workspace_it_says_how_to_begin() -> None:
    lines = shown()
    assert lines[0] == "No workspace here: there is no copilot/.workspace in this folder or above it"
    assert "pilothouse lint ." in lines[1]
    assert "pilothouse init --app NAME" in lines[2]
    assert "pilothouse example" in lines[3]
    assert "pilothouse --help" in lines[4]


def test_help_is_still_help() -> None:
    assert run("--help").stdout.startswith("Usage: pilothouse [OPTIONS] [COMMAND] [ARGS]...")
