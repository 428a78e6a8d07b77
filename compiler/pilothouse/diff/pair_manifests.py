"""Pair today's manifests with earlier ones: by name, which determines the stack, then by path and lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_ALIKE = 0.5
"""The share of common lines at which git also considers a file renamed (git-diff(1), `-M`)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A manifest: its path and its workspace from the repository's root, the pipeline's name, its text."""

    path: str
    workspace: str
    name: str
    text: str


def pair_manifests(then: Sequence[Written], now: Sequence[Written]) -> Mapping[str, str]:
    """Return the path now -> the path then; a manifest that is in no pair is new, or gone.

    A path that stays with a name that stays comes first. A name moves within its workspace, a path may get
    another name, a workspace may move as a whole, and what is left goes by its lines.
    """
    pairs: dict[str, str] = {}
    taken: set[str] = set()
    for key in _KEYS:
        left = {key(one): one.path for one in reversed(then) if one.path not in taken}
        for one in now:
            found = left.get(key(one))
            if one.path not in pairs and found is not None and found not in taken:
                pairs[one.path] = found
                taken.add(found)
    old = [one for one in then if one.path not in taken]
    new = [one for one in now if one.path not in pairs]
    for path, other in _alike(old, new):
        if other not in pairs and path not in taken:
            pairs[other] = path
            taken.add(path)
    return pairs


_KEYS: Sequence[Callable[[Written], tuple[str, ...]]] = (
    lambda one: (one.path, one.name),
    lambda one: (one.workspace, one.name),
    lambda one: (one.path,),
    lambda one: (one.name,),
)


def _alike(then: Sequence[Written], now: Sequence[Written]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of paths with enough lines in common, the most similar first."""
    old = [(one.path, Counter(one.text.splitlines())) for one in then]
    new = [(one.path, Counter(one.text.splitlines())) for one in now]
    scored = [
        (-2 * (lines & others).total() / max(1, lines.total() + others.total()), path, other)
        for path, lines in old
        for other, others in new
    ]
    return ((path, other) for score, path, other in sorted(scored) if -score >= _ALIKE)
