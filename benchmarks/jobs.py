"""The measured jobs, each with its baseline."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.inputs import write_context, write_manifest
from benchmarks.measure import Command

PYTHON = sys.executable
PASS = (PYTHON, "-c", "pass")
PILOTHOUSE = (PYTHON, "-m", "pilothouse")
BENCHMARKS = Path(__file__).parent
MANY, BATCH = 200, 50


@dataclass(frozen=True, slots=True)
class Job:
    """Two commands whose times are divided; the quotient should be at most `gate`, better `stretch`."""

    name: str
    ours: Command
    against: str
    theirs: Command
    gate: float
    stretch: float
    runs: int


def prepare(folder: Path) -> tuple[Job, ...]:
    """Write what is compiled into `folder`, and return the jobs."""
    write_context(folder / "context.yml", 2)
    write_context(folder / "large-context.yml", 50)
    write_manifest(folder / "small.yml", "small", 2, 4, actions=2)
    write_manifest(folder / "large.yml", "large", 50, 50)
    for number in range(MANY):
        write_manifest(
            folder / f"many{number}.yml", f"many{number}", 2, 2 + number % 4, actions=1 + number % 2
        )
    for manifest in ("small.yml", *_batch()):
        output = manifest.replace(".yml", ".template.yml")
        command = [*_pilothouse("compile", "--no-validate", "-o", output), manifest]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return tuple(_jobs())


def _jobs() -> Iterator[Job]:
    compile_cold = _pilothouse("compile", "--no-validate", "small.yml")
    floor = (PYTHON, str(BENCHMARKS / "floor.py"))
    yield Job("cold compile", compile_cold, "floor script", (*floor, "small.yml"), 3.0, 2.2, 25)
    lint_cold = _pilothouse("lint", "--no-cache", "small.yml")
    yield Job("cold lint", lint_cold, "cfn-lint", _cfn_lint("small.template.yml"), 1.0, 0.8, 5)
    yield Job("lint again", _pilothouse("lint", "small.yml"), "python -c pass", PASS, 5, 3, 25)
    many = _pilothouse("compile", "--no-validate", "-o", "templates/", *(f"many{n}.yml" for n in range(MANY)))
    yield Job(f"compile {MANY} manifests", many, "one cold compile", compile_cold, 10, 6, 3)
    batch = _pilothouse("lint", "--no-cache", *_batch())
    templates = _cfn_lint(*(name.replace(".yml", ".template.yml") for name in _batch()))
    yield Job(f"lint {BATCH} manifests", batch, "one cfn-lint call", templates, 0.6, 0.5, 1)
    large = (PYTHON, "-m", "benchmarks.passes", "large.yml", "large-context.yml")
    yield Job("compile 50 x 50", large, "floor script", (*floor, "large.yml"), 3.5, 2.5, 5)


def _batch() -> list[str]:
    return [f"many{number}.yml" for number in range(BATCH)]


def _pilothouse(command: str, *arguments: str) -> tuple[str, ...]:
    return (*PILOTHOUSE, command, "--context", "context.yml", *arguments)


def _cfn_lint(*templates: str) -> tuple[str, ...]:
    return (str(Path(PYTHON).parent / "cfn-lint"), "--regions", "us-west-2", "--", *templates)
