"""Half a minute of fuzzing, the same inputs in every run, and all that failed before. More: `make fuzz`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.kinds import KINDS

ROOT = Path(__file__).parents[2]
COUNTS = {
    "texts": 100,
    "trees": 100,
    "contexts": 70,
    "buildspecs": 55,
    "settings": 170,
    "patches": 50,
    "sessions": 20,
    "runs": 30,
}


def fuzz(*arguments: str) -> None:
    """Run the fuzzer in a separate process, which forks as it likes."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'compiler'}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_kind_is_tried() -> None:
    assert COUNTS.keys() == KINDS.keys()
    assert sum(kind.share for kind in KINDS.values()) == 100


@pytest.mark.starts_early
@pytest.mark.skipif(sys.platform != "linux", reason="it counts memory and time as Linux does")
@pytest.mark.parametrize("kind", COUNTS)
def test_nothing_goes_wrong(kind: str, tmp_path: Path) -> None:
    fuzz("--kind", kind, "--count", str(COUNTS[kind]), "--output", str(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="it counts memory and time as Linux does")
def test_what_went_wrong_before_does_not() -> None:
    fuzz("--files", *map(str, sorted((ROOT / "tests/fuzz/corpus").glob("*.json"))))
