"""Patterns with wildcards, as IAM matches actions and ARNs: `*` is any text, `?` any one character.

Source: IAM user guide, "IAM JSON policy elements: Resource". A value that is known only at deployment equals
only itself, and may overlap with anything; so does a dynamic reference (`{{resolve:ssm:name}}`).
"""

from __future__ import annotations

import re
from enum import Enum

from pilothouse.diff.node import Call, FunctionNode, Node, Reference, ScalarNode


class Wildcard(Enum):
    """A wildcard."""

    ANY = "*"
    ONE = "?"


Token = str | Reference | Call | Wildcard
Pattern = tuple[Token, ...]

EVERYTHING: Pattern = (Wildcard.ANY,)


_DYNAMIC = re.compile(r"(\{\{resolve:[^}]*\}\})")


def literal_pattern(text: str) -> Pattern:
    """Read a pattern without functions."""
    if "{{" not in text:
        return tuple(map(_token, text))
    tokens: list[Token] = []
    for place, part in enumerate(_DYNAMIC.split(text)):
        tokens.extend([Reference(part)] if place % 2 else map(_token, part))
    return tuple(tokens)


def node_pattern(node: Node) -> Pattern | None:
    """Read a pattern from a template; None if IAM doesn't support this kind of value."""
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
    """Whether `wide` matches everything that `narrow` matches.

    In hard cases (`a**` and `a*?`) it may be a wrong no, never a wrong yes. Time grows with the length of
    both together: `reached` has a bit for each place in `narrow` where a part of `wide` can end.
    """
    if wide in (narrow, EVERYTHING):
        return True
    stem = _stem(wide)
    if stem == len(wide) or wide[:stem] != narrow[:stem]:
        return False
    places = _places(narrow)
    any_one = sum(bits for token, bits in places.items() if isinstance(token, str) or token is Wildcard.ONE)
    all_places, reached = (2 << len(narrow)) - 1, 1 << stem
    for token in wide[stem:]:
        if token is Wildcard.ANY:
            reached = _onwards(reached) & all_places
        else:
            reached = (reached & (any_one if token is Wildcard.ONE else places.get(token, 0))) << 1
        if not reached:
            return False
    return bool(reached >> len(narrow))


def overlap(first: Pattern, second: Pattern) -> bool:
    """Whether a text may exist that both match."""
    first, second = _unknown_as_any(first), _unknown_as_any(second)
    places = _places(second)
    anything, any_one = places.get(Wildcard.ANY, 0), places.get(Wildcard.ONE, 0)
    all_places = (2 << len(second)) - 1
    reached = _past(1, anything)
    for token in first:
        if token is Wildcard.ANY:
            reached = _onwards(reached) & all_places
            continue
        one = all_places >> 1 if token is Wildcard.ONE else places.get(token, 0) | any_one
        reached = _past((reached & one & ~anything) << 1 | reached & anything, anything)
        if not reached:
            return False
    return bool(reached >> len(second))


def _unknown_as_any(pattern: Pattern) -> Pattern:
    """Replace references with `*`: their values are unknown."""
    return tuple(Wildcard.ANY if isinstance(token, Reference | Call) else token for token in pattern)


def _stem(pattern: Pattern) -> int:
    """Return the number of tokens before the first wildcard."""
    for index, token in enumerate(pattern):
        if token is Wildcard.ANY or token is Wildcard.ONE:
            return index
    return len(pattern)


def _places(pattern: Pattern) -> dict[Token, int]:
    """Return the places of each token, as bits."""
    places: dict[Token, int] = {}
    for index, token in enumerate(pattern):
        places[token] = places.get(token, 0) | 1 << index
    return places


def _onwards(reached: int) -> int:
    """Return the first reached place and all after it."""
    return -(reached & -reached)


def _past(reached: int, anything: int) -> int:
    """Return the reached places, with those after a `*` there, which can match nothing.

    In the sum, a carry runs through each row of `*` from the first reached place to the one after it.
    """
    return reached | (((reached & anything) + anything) ^ anything)


def _token(character: str) -> Token:
    return {"*": Wildcard.ANY, "?": Wildcard.ONE}.get(character, character)
