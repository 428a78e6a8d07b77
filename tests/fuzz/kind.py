"""What a kind of input is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.fuzz.examine import Files


@dataclass(frozen=True)
class Kind:
    """How an input is made of a seed, and what is done with it: `attempt` raises if that goes wrong.

    `share` is its part of a hundred inputs of all kinds. What is slow once is done by `prepare`.
    """

    name: str
    share: int
    generate: Callable[[Random], dict[str, bytes]]
    attempt: Callable[[Files], None]
    prepare: Callable[[], object] = dict
