"""The scripts of `pilothouse completion` work in the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.workspaces import run, write_workspace

ROOT = Path(__file__).parents[3]
PATIENCE = 30
"""Seconds that a shell has for an answer, on a busy machine."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Write a workspace, and return an environment with its own home and `pilothouse` on the PATH."""
    write_workspace(tmp_path)
    program = tmp_path / "bin" / "pilothouse"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pilothouse "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "HOME": str(tmp_path),
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "compiler"),
        "TERM": "dumb",
        "XDG_CONFIG_HOME": str(tmp_path),
    }


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"needs {shell}")


def typed(command: list[str], folder: Path, environment: dict[str, str], keys: list[tuple[str, str]]) -> str:
    """Type in a shell on a terminal, each text once another is shown. Return all that is shown."""
    ours, its = pty.openpty()
    shell = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=its, stdout=its, stderr=its, start_new_session=True
    )
    os.close(its)
    shown, limit = "", time.monotonic() + PATIENCE
    try:
        for wanted, text in keys:
            start = len(shown)
            while wanted not in shown[start:]:
                if not select.select([ours], [], [], max(0, limit - time.monotonic()))[0]:
                    raise AssertionError(f"waited for {wanted!r}, saw {shown!r}")
                shown += os.read(ours, 4096).decode()
            os.write(ours, text.encode())
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)
    return shown


@pytest.mark.parametrize(
    "shell",
    [
        pytest.param(["bash", "--norc", "--noprofile", "-i"], marks=needs("bash"), id="bash"),
        pytest.param(["zsh", "-f", "-i"], marks=needs("zsh"), id="zsh"),
    ],
)
def test_a_shell_completes_after_the_line_of_the_help(
    shell: list[str], tmp_path: Path, environment: dict[str, str]
) -> None:
    line = f'PS1="READ""Y> "; eval "$(pilothouse completion {shell[0]})"\n'
    keys = [
        ("", line),
        ("READY> ", "pilothouse expl\t"),
        ("explain", "PH20\t\t"),
        ("PH202", "\x15pilothouse graph w\t"),
        ("web", ""),
    ]
    assert "not found" not in typed(shell, tmp_path, environment, keys)


@needs("fish")
@pytest.mark.parametrize(
    ("words", "offered"), [("expl", "explain"), ("graph w", "web"), ("graph --form", "--format")]
)
def test_fish_completes_after_the_line_of_the_help(
    words: str, offered: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    script = f'pilothouse completion fish | source; complete --do-complete "pilothouse {words}"'
    done = subprocess.run(
        ["fish", "--no-config", "--command", script],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] == offered
    assert not done.stderr


def test_a_zsh_that_finds_the_script_in_its_path_of_functions_knows_what_it_is_for() -> None:
    assert run("completion", "zsh").stdout.startswith("#compdef pilothouse\n")


def test_another_shell_is_a_usage_error_that_names_ours() -> None:
    said = run("completion", "tcsh")
    assert said.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in said.stderr
