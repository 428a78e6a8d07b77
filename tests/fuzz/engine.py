"""Try inputs one by one in child processes, which may hang, fill the memory, or die."""

from __future__ import annotations

import resource
import signal
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from random import Random
from types import FrameType
from typing import NoReturn

from tests.fuzz.examine import Files
from tests.fuzz.kind import Kind
from tests.fuzz.limits import CPU_SECONDS, MEMORY, TooMuchError

_GIVE_UP = 10 * CPU_SECONDS
"""Seconds of CPU after which an input is interrupted."""
_HANGS = 120.0
"""Seconds without a sign of life after which a process is ended."""


@dataclass(frozen=True)
class Failure:
    """An input that went wrong. Equal `signature`s are one defect, as it seems."""

    kind: Kind
    seed: int
    signature: str
    report: str


@dataclass
class Tally:
    """What came of a kind's inputs."""

    tried: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    memory: int = 0

    def add(self, seconds: float, memory: int) -> None:
        """Count an input."""
        self.tried += 1
        self.seconds += seconds
        self.slowest = max(self.slowest, seconds)
        self.memory = max(self.memory, memory)


def files_of(kind: Kind, seed: int) -> dict[str, bytes]:
    """Return the input of a seed, the same at all times."""
    return kind.generate(Random(f"{kind.name}:{seed}"))


def failure_of(kind: Kind, files: Files) -> tuple[str, str] | None:
    """Try an input here; return the signature and the report of what went wrong."""
    started = time.process_time()
    signal.signal(signal.SIGPROF, _interrupt)
    signal.setitimer(signal.ITIMER_PROF, _GIVE_UP)
    try:
        kind.attempt(files)
    except TooMuchError as error:
        return f"too much in {_innermost(error)}", str(error)
    except Exception as error:  # noqa: BLE001 - whatever comes is what is looked for
        return f"{type(error).__name__} in {_innermost(error)}", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - started
    if seconds > CPU_SECONDS:
        return f"slow {kind.name}", f"{seconds:.1f} s of CPU"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if memory > MEMORY:
        return f"memory of {kind.name}", f"{memory >> 10} MB"
    return None


def _interrupt(_signal: int, frame: FrameType | None) -> NoReturn:
    where = "".join(traceback.format_stack(frame)[-3:])
    raise TooMuchError(f"more than {_GIVE_UP:g} s of CPU:\n{where}")


def _innermost(error: Exception) -> str:
    """Return the innermost line of ours."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "pilothouse" in frame.filename] or list(frames)
    own = f"{ours[-1].filename.rpartition('/')[2]}:{ours[-1].lineno}"
    if isinstance(error, AssertionError) and "Traceback" in str(error):  # of a separate process
        lines = [line.strip() for line in str(error).splitlines()]
        inner = [line for line in lines if line.startswith("File ") and "pilothouse/" in line]
        return f"{inner[-1].rpartition('pilothouse/')[2] if inner else own}: {lines[-1][:60]}"
    return own


class _Worker:
    """A process that tries seeds of a kind, and what was heard of it."""

    def __init__(self, kind: Kind, seeds: range) -> None:
        context = get_context("fork")
        self.answers, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_serve, args=(kind, seeds, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.kind = kind
        self.left = seeds
        """What it has not begun."""
        self._current = seeds.start
        self._heard = time.monotonic()
        self._has_ended = False

    def hear(self, tally: Tally) -> Iterator[Failure]:
        """Take what it reports; yield what went wrong."""
        with suppress(EOFError):
            while self.answers.poll():
                self._heard = time.monotonic()
                match self.answers.recv():
                    case int(seed):
                        self._current, self.left = seed, range(seed + 1, self.left.stop)
                    case (seconds, memory, found):
                        tally.add(seconds, memory)
                        if found:
                            yield Failure(self.kind, self._current, *found)
            return
        self._has_ended = True

    def end(self) -> Iterator[bool | Failure]:
        """Yield True if it has ended, or hangs and was ended; and what it did not survive."""
        hangs = time.monotonic() - self._heard > _HANGS
        if hangs:
            self._process.kill()
        if hangs or self._has_ended:
            self._process.join()
            if code := self._process.exitcode:
                reason = "hangs" if hangs else f"ends its process ({code})"
                yield Failure(self.kind, self._current, f"{self.kind.name} {reason}", reason)
            yield True


def explore(
    chunks: Sequence[tuple[Kind, range]], jobs: int, tallies: Mapping[str, Tally]
) -> Iterator[Failure]:
    """Try all seeds of all chunks, in so many processes at a time; yield what goes wrong."""
    waiting = list(reversed(chunks))
    workers: list[_Worker] = []
    while waiting or workers:
        while waiting and len(workers) < jobs:
            workers.append(_Worker(*waiting.pop()))
        wait([worker.answers for worker in workers], timeout=1)
        for worker in list(workers):
            yield from worker.hear(tallies[worker.kind.name])
            for ending in worker.end():
                if isinstance(ending, Failure):
                    yield ending
                    continue
                workers.remove(worker)
                if worker.left:
                    waiting.append((worker.kind, worker.left))


def _serve(kind: Kind, seeds: range, pipe: Connection) -> None:
    """Try inputs until one has used too much memory: the mark stays high, the rest is for another process."""
    memory = 0
    for seed in seeds:
        if memory > MEMORY:
            return
        pipe.send(seed)
        started = time.perf_counter()
        found = failure_of(kind, files_of(kind, seed))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        pipe.send((time.perf_counter() - started, memory, found))


def signature_of(kind: Kind, files: Files) -> str:
    """Try an input in a separate process; return the signature of what goes wrong, if anything."""
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=lambda: theirs.send(failure_of(kind, files)), daemon=True)
    process.start()
    theirs.close()
    found: tuple[str, str] | None = None
    with suppress(EOFError):
        found = ours.recv() if ours.poll(_GIVE_UP * 3) else None
    process.kill()
    process.join()
    return found[0] if found else ""
