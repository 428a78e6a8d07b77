"""What an input may cost."""

from __future__ import annotations

CPU_SECONDS = 2.0
MEMORY = 300 << 10
"""Kilobytes that a process may hold at most, as the system counts them."""


class TooMuchError(Exception):
    """An input takes too much time, or memory."""
