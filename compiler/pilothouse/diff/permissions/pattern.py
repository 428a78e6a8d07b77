"""Patterns with wildcards, as IAM matches actions and ARNs: `*` is any text, `?` any one character.

Source: IAM user guide, "IAM JSON policy elements: Resource". A value that is known at deployment only equals
nothing but itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from pilothouse.diff.node import Call, FunctionNode, Node, Reference, ScalarNode


class Wildcard(Enum):
    """What stands for other text."""

    ANY = "*"
    ONE = "?"


Token = str | Reference | Call | Wildcard
Pattern = tuple[Token, ...]

EVERYTHING: Pattern = (Wildcard.ANY,)


def literal_pattern(text: str) -> Pattern:
    """Read a pattern without functions."""
    return tuple(map(_token, text))


def node_pattern(node: Node) -> Pattern | None:
    """Read a pattern from a template; None if the value is of no kind that IAM knows."""
    match node:
        case ScalarNode(value=str(text)):
            return literal_pattern(text)
        case FunctionNode(parts=parts):
            tokens: list[Token] = []
            for part in parts:
                tokens.extend(literal_pattern(part) if isinstance(part, str) else [part])
            return tuple(tokens)
    return None


def covers(wide: Pattern, narrow: Pattern) -> bool:
    """Whether all that `narrow` matches is matched by `wide`.

    Where the answer is hard (`a**` and `a*?`) it may be no, never a wrong yes.
    """
    if wide in (narrow, EVERYTHING):
        return True
    if Wildcard.ANY not in wide and Wildcard.ONE not in wide:
        return False
    reached = [True, *[False] * len(narrow)]
    for token in wide:
        reached = _any_rest(reached) if token is Wildcard.ANY else _one_more(token, narrow, reached)
    return reached[-1]


def overlap(first: Pattern, second: Pattern) -> bool:
    """Whether there is anything that both match."""
    ends = [True]  # what is left of `second` once `first` is used up
    for token in reversed(second):
        ends.insert(0, ends[0] and token is Wildcard.ANY)
    for one in reversed(first):
        meets = [one is Wildcard.ANY and ends[-1]]
        for index in range(len(second) - 1, -1, -1):
            meets.insert(0, _meet(one, second[index], (ends[index], ends[index + 1], meets[0])))
        ends = meets
    return ends[0]


def _meet(one: Token, other: Token, rests: tuple[bool, bool, bool]) -> bool:
    """Whether two rests meet, given whether they do without the first token of one, of both, of the other."""
    without_one, without_both, without_other = rests
    if Wildcard.ANY in (one, other):
        return without_one or without_other
    return without_both and (one == other or Wildcard.ONE in (one, other))


def _any_rest(reached: Sequence[bool]) -> list[bool]:
    first = next((index for index, is_reached in enumerate(reached) if is_reached), len(reached))
    return [index >= first for index in range(len(reached))]


def _one_more(token: Token, narrow: Pattern, reached: Sequence[bool]) -> list[bool]:
    return [False] + [
        before and (token == given or (token is Wildcard.ONE and isinstance(given, str)))
        for before, given in zip(reached, narrow, strict=False)
    ]


def _token(character: str) -> Token:
    return {"*": Wildcard.ANY, "?": Wildcard.ONE}.get(character, character)
