"""Parallel work in processes forked from this one, which share its imported modules."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
K = TypeVar("K")

WORTH_A_WORKER = 2
"""Minimum items per worker; forking one takes about as long as one item."""


def on_cores(work: Callable[[T], R], things: Sequence[T], if_killed: K) -> Iterator[tuple[T, R | K]]:
    """Yield each item with the result of `work`, in the order of completion.

    Only Linux forks safely; elsewhere, and for few items, runs in this process. An item whose worker is
    killed gets `if_killed`, and a new worker replaces the dead one. Raises RuntimeError with the message of
    a worker's exception.
    """
    count = min(_cores(), len(things) // WORTH_A_WORKER)
    if count < 2:
        yield from ((thing, work(thing)) for thing in things)
        return
    workers = _Workers(work)
    try:
        yield from _hand_out(things, workers, [workers.start() for _ in range(count)], if_killed)
    finally:
        workers.end()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


class _Workers(Generic[T, R]):
    """Processes that do `work`, each identified by the end of its pipe."""

    def __init__(self, work: Callable[[T], R]) -> None:
        self._work = work
        self._processes: dict[Connection, BaseProcess] = {}

    def start(self) -> Connection:
        """Start another worker."""
        context = get_context("fork")
        ours, theirs = context.Pipe()
        process = context.Process(
            target=_serve, args=(self._work, theirs, (*self._processes, ours)), daemon=True
        )
        process.start()
        theirs.close()
        self._processes[ours] = process
        return ours

    def bury(self, worker: Connection) -> None:
        """Forget a worker that has died."""
        worker.close()
        self._processes.pop(worker).join()

    def end(self) -> None:
        """End all workers, whatever they do."""
        for process in self._processes.values():
            process.terminate()
            process.join()


def _hand_out(
    things: Sequence[T], workers: _Workers[T, R], idle: list[Connection], if_killed: K
) -> Iterator[tuple[T, R | K]]:
    """Give every worker a thing at a time, until all are done."""
    waiting = list(reversed(things))
    busy: dict[Connection, T] = {}
    while waiting or busy:
        while waiting and idle:
            worker = idle.pop()
            busy[worker] = waiting.pop()
            with suppress(OSError):  # a worker that died is noticed when it should answer
                worker.send(busy[worker])
        for ready in wait(list(busy)):
            assert isinstance(ready, Connection)
            thing = busy.pop(ready)
            try:
                answer, error = ready.recv()
            except (EOFError, OSError):
                workers.bury(ready)
                yield thing, if_killed
                if waiting:
                    idle.append(workers.start())
                continue
            if error:
                raise RuntimeError(error)
            yield thing, answer
            idle.append(ready)


def _serve(work: Callable[[Any], Any], pipe: Connection, others: Iterable[Connection]) -> None:
    """Work on items until there are no more; interrupts are handled by the parent.

    A pipe ends when all copies of its other end are closed, so this closes those that the fork copied.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in others:
        other.close()
    while True:
        try:
            thing = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((work(thing), ""))
        except Exception:  # noqa: BLE001 - the parent raises it again
            pipe.send((None, traceback.format_exc()))
