"""Independent calls at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

_CALLS_AT_ONCE = 10  # botocore keeps as many connections to a host


@contextmanager
def parallel() -> Iterator[ThreadPoolExecutor]:
    """Return a pool for calls; when one fails or the run is interrupted, waiting ones are dropped."""
    pool = ThreadPoolExecutor(_CALLS_AT_ONCE)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
