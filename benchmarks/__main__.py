"""Measure every job and print a table. Exit code 1 if a goal is missed by more than the noise."""

from __future__ import annotations

import compileall
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.jobs import Job, prepare
from benchmarks.measure import Timing, measure

NOISE = 1.1
ROOT = Path(__file__).parent.parent
COLUMNS = "{:<24} {:>9} {:>9}  {:<18} {:>9} {:>9}  {:>7} {:>7}  {:>6} {:>7}  {}"


def main(wanted: Sequence[str]) -> int:
    """Measure the jobs whose names hold one of the `wanted` words, all if there are none."""
    print(
        COLUMNS.format(
            "job", "ms", "cpu ms", "against", "ms", "cpu ms", "ratio", "cpu", "goal", "stretch", ""
        )
    )
    # Whoever installs a package has its byte code, too; PYTHONDONTWRITEBYTECODE would leave ours out alone.
    compileall.compile_dir(ROOT / "compiler", quiet=1)
    missed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "compiler"), str(ROOT)])
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        for job in prepare(folder):
            if wanted and not any(word in job.name for word in wanted):
                continue
            timings = measure({"ours": job.ours, "theirs": job.theirs}, job.runs, folder)
            missed |= not _print(job, timings["ours"], timings["theirs"])
    return 1 if missed else 0


def _print(job: Job, ours: Timing, theirs: Timing) -> bool:
    ratio = ours.wall_median / theirs.wall_median
    cpu_ratio = ours.cpu_median / theirs.cpu_median
    verdict = "stretch" if ratio <= job.stretch else "goal" if ratio <= job.gate * NOISE else "missed"
    times = (f"{ours.wall_median:.0f}", f"{ours.cpu_median:.0f}")
    other = (f"{theirs.wall_median:.0f}", f"{theirs.cpu_median:.0f}")
    ratios = (f"{ratio:.2f}", f"{cpu_ratio:.2f}")
    print(
        COLUMNS.format(job.name, *times, job.against, *other, *ratios, job.gate, job.stretch, verdict),
        flush=True,
    )
    return verdict != "missed"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
