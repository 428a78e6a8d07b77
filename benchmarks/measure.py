"""Run commands in turn, many times, and keep what each run took."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

Command = Sequence[str]


@dataclass(slots=True)
class Timing:
    """What the runs of one command took, in milliseconds: by the clock, and of all processors together."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def wall_median(self) -> float:
        """The median by the clock."""
        return median(self.wall)

    @property
    def cpu_median(self) -> float:
        """The median of processor time, which other load on the machine hardly touches."""
        return median(self.cpu)


def measure(commands: Mapping[str, Command], runs: int, folder: Path) -> dict[str, Timing]:
    """Run all commands in turn, so that other load on the machine hits all alike.

    A round before that isn't counted, unless the commands take so long that one or two rounds are all.
    """
    timings = {name: Timing() for name in commands}
    if runs > 2:
        for command in commands.values():
            _run(command, folder)
    for _ in range(runs):
        for name, command in commands.items():
            wall, cpu = _run(command, folder)
            timings[name].wall.append(wall)
            timings[name].cpu.append(cpu)
    return timings


def _run(command: Command, folder: Path) -> tuple[float, float]:
    """Run a command to its end. Raises RuntimeError if it fails with more than findings."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    # cfn-lint says by 4 and 8 that there are warnings: it is about what version 1 always writes.
    if process.returncode not in (0, 4, 8):
        raise RuntimeError(f"{' '.join(command)}\n{words.decode()}")
    return wall * 1000, (usage.ru_utime + usage.ru_stime) * 1000
