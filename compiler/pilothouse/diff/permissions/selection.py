"""An element of a statement selects everything that matches, or (`NotAction`) everything that doesn't."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilothouse.diff.permissions.pattern import EVERYTHING, Pattern, covers, overlap


@dataclass(frozen=True, slots=True)
class Selection:
    """`patterns` select, or leave out everything that they match if `is_negated`."""

    patterns: tuple[Pattern, ...]
    is_negated: bool = False

    def covers(self, other: Selection) -> bool:
        """Whether everything in `other` is selected here."""
        match self.is_negated, other.is_negated:
            case False, False:
                return all(self._has(pattern) for pattern in other.patterns)
            case True, True:
                return all(other._has(pattern) for pattern in self.patterns)
            case True, False:
                return not any(overlap(mine, its) for mine in self.patterns for its in other.patterns)
            case _:
                return EVERYTHING in self.patterns

    def atoms(self) -> Iterator[Selection]:
        """Yield the smallest selections that add up to this one."""
        if self.is_negated:
            yield self
        else:
            yield from (Selection((pattern,)) for pattern in self.patterns)

    def _has(self, pattern: Pattern) -> bool:
        return any(covers(mine, pattern) for mine in self.patterns)


ALL = Selection((EVERYTHING,))
