"""Do the same with many things on all cores, in processes forked from this one: they share what it loaded."""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_WORKER = 2
"""So many things at least for each worker; forking it takes about as long as one."""


def on_cores(work: Callable[[T], R], things: Sequence[T]) -> Iterator[tuple[T, R]]:
    """Yield each thing with what `work` makes of it, in the order of being ready.

    Only Linux forks without danger; elsewhere, and where it doesn't pay, one is done after the other. Raises
    RuntimeError with the words of what a worker raised, ChildProcessError if a worker was killed.
    """
    workers = min(_cores(), len(things) // WORTH_A_WORKER)
    if workers < 2:
        yield from ((thing, work(thing)) for thing in things)
        return
    context = get_context("fork")
    pipes = [context.Pipe() for _ in range(workers)]
    processes = [
        context.Process(target=_serve, args=(work, theirs, pipes), daemon=True) for _, theirs in pipes
    ]
    try:
        for process in processes:
            process.start()
        for _, theirs in pipes:
            theirs.close()
        yield from _hand_out(things, [ours for ours, _ in pipes])
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _hand_out(things: Sequence[T], idle: list[Any]) -> Iterator[tuple[T, Any]]:
    """Give every worker a thing at a time, until all are done."""
    waiting = list(reversed(things))
    busy: dict[Connection, T] = {}
    while waiting or busy:
        while waiting and idle:
            worker = idle.pop()
            busy[worker] = waiting.pop()
            with suppress(BrokenPipeError):  # what has ended is found out when it should answer
                worker.send(busy[worker])
        for ready in wait(list(busy)):
            assert isinstance(ready, Connection)
            yield busy.pop(ready), _answer(ready)
            idle.append(ready)


def _answer(worker: Connection) -> Any:
    try:
        answer, error = worker.recv()
    except (EOFError, ConnectionResetError) as gone:
        raise ChildProcessError(errno.ECHILD, "a process that checks templates was killed") from gone
    if error:
        raise RuntimeError(error)
    return answer


def _serve(
    work: Callable[[Any], Any], pipe: Connection, pipes: Sequence[tuple[Connection, Connection]]
) -> None:
    """Do what is asked for until nobody asks any more; an interrupt is for the parent to answer.

    A pipe ends when nobody holds its other end: so ends that a fork copied are closed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for ours, theirs in pipes:
        ours.close()
        if theirs is not pipe:
            theirs.close()
    while True:
        try:
            thing = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((work(thing), ""))
        except Exception:  # noqa: BLE001 - the parent raises it again
            pipe.send((None, traceback.format_exc()))
