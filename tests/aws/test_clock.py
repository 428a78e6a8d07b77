"""Polling looks at once, after each pause, and once more when its time is over."""

from __future__ import annotations

import pytest

from pilothouse.aws.clock import poll
from tests.aws.fakes import FakeClock


@pytest.mark.parametrize(
    ("every", "limit", "moments"), [(2.0, 5.0, [0, 2, 4, 6]), (2.0, 4.0, [0, 2, 4]), (5.0, 0.0, [0])]
)
def test_it_ends_when_its_time_is_over(every: float, limit: float, moments: list[float]) -> None:
    clock = FakeClock()
    assert [clock.now() for _ in poll(clock, every, limit)] == moments


def test_without_a_limit_it_goes_on() -> None:
    clock = FakeClock()
    for _ in poll(clock, 3600):
        if clock.now() > 1_000_000:
            break
    assert clock.now() > 1_000_000
