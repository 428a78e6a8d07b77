"""Time, replaceable so that waiting can be tested without waiting."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from typing import Protocol


class Clock(Protocol):
    """A clock in seconds."""

    def now(self) -> float:
        """Return seconds since some fixed moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> float:
        """Return seconds since some fixed moment; never goes back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait for some seconds."""
        time.sleep(seconds)


def poll(clock: Clock, every: float, limit: float = math.inf) -> Iterator[None]:
    """Yield at once and after each pause of `every` seconds, until `limit` seconds are over."""
    end = clock.now() + limit
    while True:
        yield
        if clock.now() >= end:
            return
        clock.sleep(every)
