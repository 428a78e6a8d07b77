"""Counts calls, and rounds of calls: the longest chain in which each waits for the one before it.

A clock of each thread: it goes on by one at each call. Work for another thread begins at the giver's
time, and whoever takes a result goes on at the later of both times. How long a call takes doesn't count.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from pilothouse.aws.answer import Answer
from pilothouse.aws.service import Service

_call = Service.call


@dataclass
class Rounds:
    """What was called, and how many rounds it took."""

    calls: list[str] = field(default_factory=list)
    _times: threading.local = field(default_factory=threading.local)

    @property
    def now(self) -> int:
        return int(getattr(self._times, "now", 0))

    @now.setter
    def now(self, time: int) -> None:
        self._times.now = time


class _Taken(Future[Any]):
    """A result whose taker waits for it."""

    rounds: Rounds
    source: Future[tuple[Any, int]]

    def result(self, timeout: float | None = None) -> Any:
        value, end = self.source.result(timeout)
        self.rounds.now = max(self.rounds.now, end)
        return value


@contextmanager
def counted() -> Iterator[Rounds]:
    """Count what a command does in a `with` block."""
    rounds = Rounds()

    def call(service: Service, purpose: str, operation: str, **parameters: object) -> Answer:
        rounds.now += 1
        rounds.calls.append(operation)
        return _call(service, purpose, operation, **parameters)

    class Pool(ThreadPoolExecutor):
        def submit(self, work: Callable[..., Any], /, *given: Any, **named: Any) -> Future[Any]:
            start = rounds.now

            def timed() -> tuple[Any, int]:
                rounds.now = start
                return work(*given, **named), rounds.now

            taken = _Taken()
            taken.rounds, taken.source = rounds, super().submit(timed)
            return taken

    with (
        patch.object(Service, "call", call),
        patch("pilothouse.aws.parallel.ThreadPoolExecutor", Pool),
    ):
        yield rounds
