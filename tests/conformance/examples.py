"""Numbered examples: the same number is the same manifest in every run, on every machine.

Run as a program, so that hypothesis, which also draws constants that it finds in the loaded modules, sees
these modules and no others: `python -m tests.conformance.examples FIRST COUNT` prints a JSON object a line.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.conformance.language.manifests import manifests, patched_manifests
from tests.conformance.manifest import Manifest
from tests.conformance.worlds import WORLDS

BATCH = 50
THINNING = 4
"""Of so many drawn, one is kept: hypothesis draws most as variations of the one before."""

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Example:
    """A generated manifest, and the index of its world."""

    number: int
    world: int
    manifest: Manifest


def generate(first: int, count: int) -> Iterator[Example]:
    """Draw examples in a separate process."""
    command = [sys.executable, "-m", "tests.conformance.examples", str(first), str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                found = json.loads(line)
                yield Example(
                    found["number"], found["world"], Manifest(found["text"], found["path"], found["patches"])
                )
        finally:
            process.kill()


def batch(number: int) -> list[tuple[int, Manifest]]:
    """One batch: hypothesis lets examples of a run influence each other, so it is drawn as a whole.

    Every other one is of patches.
    """
    drawn: list[tuple[int, Manifest]] = []
    worlds = st.integers(0, len(WORLDS) - 1)
    language = patched_manifests if number % 2 else manifests

    @seed(number)
    @settings(
        max_examples=BATCH * THINNING,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds.flatmap(lambda index: st.tuples(st.just(index), language(WORLDS[index]))))
    def collect(example: tuple[int, Manifest]) -> None:
        drawn.append(example)

    collect()
    return drawn[::THINNING][:BATCH]


def main(first: int, count: int) -> None:
    """Print the examples from `first` on."""
    for number in range(first // BATCH, (first + count - 1) // BATCH + 1):
        for index, (world, manifest) in enumerate(batch(number), number * BATCH):
            if first <= index < first + count:
                line = {"number": index, "world": world, **asdict(manifest)}
                print(json.dumps(line), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
