"""A shell is offered pipelines, files and codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from pilothouse.cli.main import pilothouse
from tests.cli.workspaces import MANIFEST, write_files, write_workspace


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workspace(tmp_path)
    write_files(
        tmp_path,
        {
            "copilot/pipelines/release/manifest.yml": MANIFEST.replace("name: web", "name: release"),
            "copilot/pipelines/odd/manifest.yml": MANIFEST.replace("name: web", 'name: "w\\nplain,x"'),
        },
    )
    monkeypatch.chdir(tmp_path)


def offered(*arguments: str) -> list[str]:
    *before, incomplete = arguments
    complete = ShellComplete(pilothouse, {}, "pilothouse", "_PILOTHOUSE_COMPLETE")
    return [
        "(files)" if item.type == "file" else item.value
        for item in complete.get_completions(before, incomplete)
    ]


@pytest.mark.parametrize(
    "command", ["lint", "compile", "diff", "graph", "deploy", "override", "status", "delete"]
)
def test_pipelines_are_offered(command: str) -> None:
    assert offered(command, "") == ["release", "web"]
    assert offered(command, "re") == ["release"]


def test_files_are_offered_where_no_pipeline_begins_so() -> None:
    assert offered("lint", "copilot/") == ["(files)"]
    assert offered("status", "copilot/") == []


def test_codes_are_offered_by_number_and_by_name() -> None:
    assert offered("explain", "PH10")[:2] == ["PH101", "PH102"]
    assert offered("explain", "unknown-k") == ["unknown-key"]
    assert offered("lint", "--select", "PH101,unknown-k") == ["PH101,unknown-key"]


def test_outside_of_a_workspace_nothing_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "copilot" / ".workspace").unlink()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert offered("lint", "") == ["(files)"]


def test_a_shell_gets_its_answer() -> None:
    environment = {
        **os.environ,
        "_PILOTHOUSE_COMPLETE": "bash_complete",
        "COMP_WORDS": "pilothouse lint w",
        "COMP_CWORD": "2",
    }
    script = "from pilothouse.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"plain,web\n", b"")
