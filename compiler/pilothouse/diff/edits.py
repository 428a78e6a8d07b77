"""The edited lines of the files behind two stacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import PurePosixPath

from pilothouse.diagnostics.locate import Source, Sources

_MOST_LINES = 2_000
"""Of more lines that differ, only those count as edited that the other file lacks: that takes no time."""


class Edits:
    """The edited lines of each file of two sides; `contexts` are the paths of their context files.

    Files go together by their names, the manifests whatever they are called. What has no counterpart is new
    or gone as a whole, but for a context: of that nothing is known.
    """

    def __init__(self, before: Sources, after: Sources, contexts: tuple[str, str]) -> None:
        self._before = before
        self._after = after
        self._contexts = contexts

    def is_before(self, path: str, line: int) -> bool:
        """Whether a line of the old files was removed or changed."""
        return line in self._lines[0].get(path, ())

    def is_after(self, path: str, line: int) -> bool:
        """Whether a line of the new files is new or was changed."""
        return line in self._lines[1].get(path, ())

    def counterpart(self, path: str, *, is_old: bool) -> str | None:
        """Return the path of the same file on the other side."""
        pairs = self._pairs if is_old else {after: before for before, after in self._pairs.items()}
        return pairs.get(path)

    @cached_property
    def _lines(self) -> tuple[Mapping[str, frozenset[int]], Mapping[str, frozenset[int]]]:
        before, after = dict(self._before), dict(self._after)
        old: dict[str, frozenset[int]] = {}
        new: dict[str, frozenset[int]] = {}
        for path, other in self._pairs.items():
            old[path], new[other] = edited_lines(before.pop(path), after.pop(other))
        if self._before and self._after:
            unknown = self._contexts
            old |= {path: _all(source) for path, source in before.items() if path not in unknown}
            new |= {path: _all(source) for path, source in after.items() if path not in unknown}
        return old, new

    @cached_property
    def _pairs(self) -> Mapping[str, str]:
        """Return the pairs of files; a manifest is the first among the files of its side."""
        if not self._before or not self._after:
            return {}
        pairs = {next(iter(self._before)): next(iter(self._after))}
        if all(self._contexts):
            pairs[self._contexts[0]] = self._contexts[1]
        named = {_name(path): path for path in self._after if path not in pairs.values()}
        for path in self._before:
            if path not in pairs and _name(path) in named:
                pairs[path] = named.pop(_name(path))
        return pairs


def edited_lines(before: Source, after: Source) -> tuple[frozenset[int], frozenset[int]]:
    """Return the numbers of the lines that differ, from 1: before, after."""
    old, new = before.file.lines, after.file.lines
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middles = old[start : len(old) - end], new[start : len(new) - end]
    places = (_lacking if max(map(len, middles)) > _MOST_LINES else _matched)(*middles)
    first, second = (frozenset(start + 1 + place for place in one) for one in places)
    return first, second


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = zip(old, new, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(old), len(new)))


def _matched(old: Sequence[str], new: Sequence[str]) -> tuple[set[int], set[int]]:
    gone, added = set(range(len(old))), set(range(len(new)))
    for match in SequenceMatcher(None, old, new).get_matching_blocks():
        gone -= set(range(match.a, match.a + match.size))
        added -= set(range(match.b, match.b + match.size))
    return gone, added


def _lacking(old: Sequence[str], new: Sequence[str]) -> tuple[set[int], set[int]]:
    known, found = Counter(old), Counter(new)
    gone = {place for place, line in enumerate(old) if line not in found}
    return gone, {place for place, line in enumerate(new) if line not in known}


def _all(source: Source) -> frozenset[int]:
    return frozenset(range(1, len(source.file.lines) + 1))


def _name(path: str) -> str:
    return PurePosixPath(path).name
