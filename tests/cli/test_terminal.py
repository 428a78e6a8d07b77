"""What is printed gets through in every encoding, and a stream that fails has its message and exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pilothouse.cli import terminal
from pilothouse.render.palette import COLOURED, PLAIN
from tests.cli.workspaces import MANIFEST, run, write_workspace

LINUX = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_workspace(tmp_path, MANIFEST + "é名🚢: 1\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shell(script: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell, in which `pilothouse` is this checkout's."""
    line = f'pilothouse() {{ "{sys.executable}" -m pilothouse "$@"; }}; {script}'
    return subprocess.run(
        ["bash", "-c", line], env={**os.environ, **environment}, capture_output=True, check=False
    )


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "utf-16"])
def test_what_is_not_a_terminal_gets_utf_8_whatever_the_locale(encoding: str) -> None:
    done = shell("pilothouse lint --no-validate", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (1, b"")
    assert 'unknown key "é名🚢"'.encode() in done.stdout


@pytest.mark.usefixtures("workspace")
def test_a_terminal_gets_what_its_encoding_has_and_escapes_for_the_rest() -> None:
    pty = pytest.importorskip("pty")
    master, slave = pty.openpty()
    subprocess.run(
        [sys.executable, "-m", "pilothouse", "lint", "--no-validate"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "TERM": "dumb"},
        stdout=slave,
        stderr=slave,
        check=False,
    )
    os.close(slave)
    seen = os.read(master, 100_000)
    os.close(master)
    assert 'unknown key "é\\u540d\\U0001f6a2"'.encode("latin-1") in seen
    assert b"\x1b" not in seen, "TERM=dumb has no colours"


@LINUX
@pytest.mark.parametrize(
    ("script", "exit_code", "said"),
    [
        ("pilothouse explain >&-", 3, "standard output cannot be written: it is closed"),
        ("pilothouse explain >/dev/full", 3, "standard output cannot be written: No space left on device"),
        ("pilothouse --help >/dev/full", 3, "standard output cannot be written: No space left on device"),
        ("pilothouse --version >&-", 3, "standard output cannot be written: it is closed"),
        ("pilothouse lint - <&-", 2, "standard input cannot be read: it is closed"),
    ],
)
def test_a_stream_that_fails_is_reported_in_one_line(script: str, exit_code: int, said: str) -> None:
    done = shell(script)
    assert (done.returncode, done.stderr.decode().splitlines()[0]) == (exit_code, f"pilothouse: {said}")
    assert b"bug" not in done.stderr


@LINUX
def test_a_reader_that_leaves_is_neither_a_finding_nor_a_bug() -> None:
    done = shell("for i in 1 2 3; do pilothouse schema; done | true; echo ${PIPESTATUS[0]}")
    assert done.stdout == b"141\n"
    assert set(done.stderr.decode().splitlines()) == {
        "pilothouse: the reader of standard output closed it early"
    }


@LINUX
@pytest.mark.parametrize(
    "script", ["pilothouse explain nosuch 2>&-", "pilothouse explain nosuch 2>/dev/full"]
)
def test_where_nothing_can_be_said_the_exit_code_stays(script: str) -> None:
    assert shell(script).returncode == 2


def test_colours_are_for_terminals_unless_the_environment_says_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert terminal.output_palette() is COLOURED
    monkeypatch.setenv("TERM", "dumb")
    assert terminal.output_palette() is PLAIN
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert terminal.output_palette() is COLOURED
    monkeypatch.setenv("NO_COLOR", "1")
    assert terminal.output_palette() is PLAIN


def test_a_remark_contains_no_command_and_no_control(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = '"x\\n::error file=README.md::forged\\e]0;T\\a##[add-mask]e"'
    write_workspace(tmp_path, MANIFEST.replace("name: web", f"name: {name}"))
    monkeypatch.chdir(tmp_path)
    said = run("lint", "nosuch").stderr
    assert "\\x1b]0;T\\x07" in said
    assert len(said.splitlines()) == 2, "a name stays on its line"
    assert "##[" not in said


def test_a_usage_error_is_escaped_as_well() -> None:
    assert "\x1b" not in run("lint", "--format", "\x1b]0;T\x07").stderr
