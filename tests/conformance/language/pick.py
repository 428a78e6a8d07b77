"""How often what is drawn."""

from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]


class Pick:
    """Draws values; the odd ones, at which a compiler may balk, only in manifests that are odd at all.

    Without that, a manifest with its dozens of places would nearly always be refused for one of them, and
    what the others mean would never be seen.
    """

    ODD_MANIFESTS = 3  # one in
    ODD_PLACES = 12  # one in, of an odd manifest

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self._odd = self.chance(self.ODD_MANIFESTS)

    def chance(self, one_in: int) -> bool:
        """True once in so many draws."""
        return bool(
            self.draw(st.integers(1, one_in)) == (one_in + 1) // 2
        )  # hypothesis likes the ends better

    def one(self, *values: T) -> T:
        """One of the values."""
        chosen: T = self.draw(st.sampled_from(values))
        return chosen

    def value(self, common: st.SearchStrategy[Any], *odd: Any) -> Any:
        """Mostly a draw from `common`, now and then one of the odd values."""
        if self.odd() and odd:
            return self.one(*odd)
        return self.draw(common)

    def odd(self) -> bool:
        """Whether this place is to be odd."""
        return self._odd and self.chance(self.ODD_PLACES)

    def some(self, values: list[T], *counts: int) -> list[T]:
        """Some of the values, each once, in any order: as many as one of the counts, if there are so many."""
        shuffled: list[T] = self.draw(st.permutations(values))
        return shuffled[: self.one(*counts)]
