"""`make fuzz`: try generated inputs, and keep those that go wrong.

An input is made of its kind and a seed alone: those of `SEED=17 N=3` have the seeds 17, 18 and 19.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.fuzz.engine import Failure, Tally, explore, files_of, signature_of
from tests.fuzz.kind import Kind
from tests.fuzz.kinds import KINDS
from tests.fuzz.saved import load, save
from tests.fuzz.shrink import shrunk

_CHUNK = 200
"""Inputs that one process tries."""
_SHOWN = 25
"""Lines of a report."""


def main(arguments: Sequence[str]) -> int:
    """Try inputs of one kind or of all; return 1 if any goes wrong."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--kind", choices=[*KINDS, "all"], default="all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--files", type=Path, nargs="*", default=[], help="try these saved inputs instead")
    parser.add_argument("--output", type=Path, default=Path("build/fuzz"))
    options = parser.parse_args(arguments)
    if options.files:
        return _try_again(options.files)
    kinds = list(KINDS.values()) if options.kind == "all" else [KINDS[options.kind]]
    for kind in kinds:
        kind.prepare()
    tallies = {kind.name: Tally() for kind in kinds}
    chunks = [chunk for kind in kinds for chunk in _chunks(kind, options.seed, options.count, kinds)]
    seen: dict[str, int] = {}
    for failure in explore(chunks, options.jobs, tallies):
        seen[failure.signature] = seen.get(failure.signature, 0) + 1
        if seen[failure.signature] == 1:
            _tell(failure, options.output)
    for name, tally in tallies.items():
        pace = f"{tally.seconds:7.1f} s, slowest {tally.slowest:.2f} s, at most {tally.memory >> 10} MB"
        print(f"{name:10} {tally.tried:7,} inputs {pace}")
    for signature, times in seen.items():
        print(f"{times:6,} times: {signature}")
    return 1 if seen else 0


def _try_again(paths: Sequence[Path]) -> int:
    failed = False
    for path in paths:
        kind, files = load(path)
        kind.prepare()
        if signature := signature_of(kind, files):
            print(f"{path}: {signature}")
            failed = True
    return 1 if failed else 0


def _chunks(kind: Kind, seed: int, count: int, kinds: Sequence[Kind]) -> Iterator[tuple[Kind, range]]:
    share = count if len(kinds) == 1 else -(-count * kind.share // 100)
    for start in range(seed, seed + share, _CHUNK):
        yield kind, range(start, min(start + _CHUNK, seed + share))


def _tell(failure: Failure, folder: Path) -> None:
    kind, files = failure.kind, files_of(failure.kind, failure.seed)
    small = shrunk(kind, files, failure.signature)
    path = save(folder / f"{kind.name}-{failure.seed}.json", kind, small)
    print(f"--- {failure.signature}: make fuzz KIND={kind.name} SEED={failure.seed} N=1, or {path}")
    print("\n".join(failure.report.splitlines()[-_SHOWN:]), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
