"""Bad input, whatever it is: a clear error, the right exit code, no traceback, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTEXT = ROOT / "fixtures" / "context.yml"
GOOD = (ROOT / "fixtures" / "ok" / "github.yml").read_text("utf-8")


def pilothouse(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "pilothouse", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "compiler"), "COLUMNS": "100"},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def compiled(path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return pilothouse(
        "compile", "--no-validate", "--context", str(CONTEXT), path.name, *more, cwd=path.parent
    )


@pytest.mark.parametrize(
    ("content", "exit_code", "said"),
    [
        (b"", 1, "PH004 empty-file"),
        (b"a: \xff\n", 2, "PH002 not-utf8"),
        (b"a: 1\n---\nb: 2\n", 1, "PH005 several-documents"),
        (b"a:\n\t- 1\n", 1, "PH003 invalid-yaml"),
        (b"[" * 50_000, 1, "PH008 oversized-file"),
        (b"a: '" + b"x" * 2_000_000 + b"'\n", 2, "PH008 oversized-file"),
        (b"a: &a [*a]\n", 1, "PH007 self-reference"),
        (b"a: 1\na: 2\n", 1, "PH006 duplicate-key"),
        (b"- 1\n", 1, "PH104 wrong-type"),
        (b"just text\n", 1, "PH104 wrong-type"),
        (b"\x00\n", 1, "PH003 invalid-yaml"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_text_that_is_not_a_manifest_is_refused(
    tmp_path: Path, content: bytes, exit_code: int, said: str
) -> None:
    (tmp_path / "m.yml").write_bytes(content)
    done = compiled(tmp_path / "m.yml", "-o", "out.yml")
    assert (done.returncode, done.stdout) == (exit_code, "")
    assert said in done.stderr
    assert "m.yml" in done.stderr
    assert not (tmp_path / "out.yml").exists()


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = compiled(tmp_path / "none.yml")
    assert done.returncode == 2
    assert "PH001 unreadable-file" in done.stderr


def test_no_workspace(tmp_path: Path) -> None:
    done = pilothouse("compile", cwd=tmp_path)
    assert done.returncode == 2
    assert "no workspace here" in done.stderr


def test_a_workspace_without_pipelines(tmp_path: Path) -> None:
    (tmp_path / "copilot").mkdir()
    (tmp_path / "copilot/.workspace").write_text("application: demo\n")
    done = pilothouse("compile", cwd=tmp_path)
    assert done.returncode == 2
    assert "copilot/pipelines/NAME/manifest.yml" in done.stderr


def test_no_context_names_the_command_that_makes_one(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD)
    done = pilothouse("compile", "m.yml", cwd=tmp_path)
    assert done.returncode == 2
    assert "pilothouse context pull" in done.stderr


def test_a_context_that_is_wrong_is_shown_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD)
    (tmp_path / "c.yml").write_text("version: 1\napplication:\n  name: demo\n  account: 12\n")
    done = pilothouse("compile", "--context", "c.yml", "m.yml", cwd=tmp_path)
    assert done.returncode == 1
    assert "c.yml:4:12" in done.stderr
    assert "region" in done.stderr


def test_an_environment_that_the_context_lacks(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD.replace("name: prod", "name: production"))
    done = compiled(tmp_path / "m.yml")
    assert done.returncode == 1
    assert "PH301 unknown-environment" in done.stderr


def test_a_pipeline_that_is_not_there_is_offered_those_that_are() -> None:
    done = pilothouse("compile", "nothing", cwd=ROOT / "fixtures/workspaces/demo")
    assert done.returncode == 2
    assert "demo-api-frontend-main, demo-environments" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["compile", "--format", "xml"], ["lint", "--nothing"], ["explain", "PH999"]]
)
def test_a_wrong_command_line(tmp_path: Path, arguments: list[str]) -> None:
    assert pilothouse(*arguments, cwd=tmp_path).returncode == 2


def test_an_output_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD)
    (tmp_path / "file").write_text("")
    done = compiled(tmp_path / "m.yml", "-o", "file/out.yml")
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


def test_an_error_leaves_a_committed_template_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD + "colour: red\n")
    (tmp_path / "out.yml").write_text("committed\n")
    assert compiled(tmp_path / "m.yml", "-o", "out.yml").returncode == 1
    assert (tmp_path / "out.yml").read_text() == "committed\n"


def test_check_says_whether_a_template_is_current(tmp_path: Path) -> None:
    (tmp_path / "m.yml").write_text(GOOD)
    assert compiled(tmp_path / "m.yml", "-o", "out.yml").returncode == 0
    assert compiled(tmp_path / "m.yml", "--check", "out.yml").returncode == 0
    (tmp_path / "m.yml").write_text(GOOD.replace("example/shop", "example/store"))
    done = compiled(tmp_path / "m.yml", "--check", "out.yml")
    assert done.returncode == 1
    assert "run: pilothouse compile m.yml -o out.yml" in done.stderr
    assert compiled(tmp_path / "m.yml", "--check", "none.yml").returncode == 2


def test_a_reader_that_goes_away_is_not_a_bug() -> None:
    command = f"{sys.executable} -m pilothouse compile --no-validate demo-api-frontend-main | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=ROOT / "fixtures/workspaces/demo",
        env={**os.environ, "PYTHONPATH": str(ROOT / "compiler")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith("AWSTemplateFormatVersion")
    assert done.stderr == ""
