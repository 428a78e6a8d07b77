"""The known name that somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

LONGEST_NAME = 100
"""Characters; nobody is helped with a longer name."""
MOST_NAMES = 500
"""Names that are looked at, the first ones."""
MOST_WORK = 20_000
"""Pairs of characters that are compared in full: the most promising names come first."""

MOST_LISTED = 12
"""Names that are told where none is near."""


def nearest(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the known name that looks most like `name`, or an empty text if none does.

    `likeness` is what it must have at least: 0 for nothing in common, 1 for the same.
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
    """Return a question that offers the nearest known name; `otherwise` if none is near."""
    match = nearest(name, known)
    return f'did you mean "{match}"?' if match else otherwise


def listed(names: Iterable[str]) -> str:
    """Write some names with commas between them, and that there are more."""
    first = list(islice(names, MOST_LISTED + 1))
    return ", ".join(first[:MOST_LISTED]) + (", …" if len(first) > MOST_LISTED else "")


def _promising(name: str, known: Iterable[str], likeness: float) -> Iterator[tuple[float, str]]:
    """Yield the names that may be like enough, each with how alike it is at most.

    What two names have in common, character by character, is a subsequence of both: the longest of those is
    found with a bit for each character of `name` (H. Hyyrö, "Bit-parallel LCS-length computation revisited").
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
