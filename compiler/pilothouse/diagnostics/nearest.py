"""The known name closest to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

LONGEST_NAME = 100
"""Characters; a suggestion for a longer name helps nobody."""
MOST_NAMES = 500
"""Names to compare: the first ones."""
MOST_WORK = 20_000
"""Pairs of characters to compare in full; the most promising names come first."""

MOST_LISTED = 12
"""Names to list if none is close."""


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known name most similar to `name`, or an empty text if none is close.

    `likeness` is the minimum similarity: 0 for nothing in common, 1 for equal.
    """
    if len(name) > LONGEST_NAME:
        return ""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=name)
    best, left = (likeness, ""), MOST_WORK
    for most, other in sorted(_promising(name, islice(known, MOST_NAMES), likeness), reverse=True):
        left -= len(name) * len(other)
        if most < best[0] or left < 0:
            break
        matcher.set_seq1(other)
        best = max(best, (matcher.ratio(), other))
    return best[1]


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a question that offers the closest known name; `otherwise` if none is close."""
    match = nearest(name, known)
    return f'did you mean "{match}"?' if match else otherwise


def listed(names: Iterable[str]) -> str:
    """Join some names with commas, and indicate if there are more."""
    first = list(islice(names, MOST_LISTED + 1))
    return ", ".join(first[:MOST_LISTED]) + (", …" if len(first) > MOST_LISTED else "")


def _promising(name: str, known: Iterable[str], likeness: float) -> Iterator[tuple[float, str]]:
    """Yield the names that may be similar enough, each with the upper bound of its similarity.

    The characters that two names share, in order, are a subsequence of both. The longest one is found with
    one bit for each character of `name` (H. Hyyrö, "Bit-parallel LCS-length computation revisited").
    """
    places: dict[str, int] = {}
    for index, character in enumerate(name):
        places[character] = places.get(character, 0) | 1 << index
    everywhere = (1 << len(name)) - 1
    for other in known:
        total = len(name) + len(other)
        if 2 * min(len(name), len(other)) < likeness * total:
            continue
        row = everywhere
        for character in other:
            matches = row & places.get(character, 0)
            row = (row + matches | row - matches) & everywhere
        most = 2 * (len(name) - row.bit_count()) / total if total else 1.0
        if most >= likeness:
            yield most, other
