"""What a cursor stands in, and how to tell it inside of `[a, b]` and `{a: b}`."""

from __future__ import annotations

from typing import NamedTuple

from pilothouse.source.route import Route


class Cursor(NamedTuple):
    """Where a cursor stands: the route to what is being written there, and what is written of it.

    At a key or at a list's item the route is that of the mapping or the item; at a value, that of the value.
    """

    route: Route
    typed: str
    is_value: bool = False


def in_flow(value: str, route: Route) -> Cursor:
    """Tell what a cursor stands in after `value`, the beginning of what stands at `route`."""
    steps: list[str | int | None] = []
    typed = ""
    for character in value:
        if character == "[":
            steps.append(0)
        elif character == "{":
            steps.append(None)
        elif character in "]}" and steps:
            steps.pop()
        elif character == "," and steps:
            last = steps[-1]
            steps[-1] = last + 1 if isinstance(last, int) else None
        elif character == ":" and steps and steps[-1] is None:
            steps[-1] = typed.strip().strip("\"'")
        else:
            typed += character
            continue
        typed = ""
    inner = tuple(step for step in steps if step is not None)
    in_list = bool(steps) and isinstance(steps[-1], int)
    at_key = bool(steps) and steps[-1] is None
    return Cursor((*route, *inner), typed.lstrip(), is_value=not (in_list or at_key))
