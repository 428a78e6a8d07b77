"""Read TOML. The only door to tomllib."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any

from pilothouse.source.integer import LARGEST

MAX_DEPTH = 100
"""How deeply tables and arrays may be nested."""
_WHERE = re.compile(r"(?P<problem>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


class TomlError(Exception):
    """A text is not TOML: the reason, and the line and column if known."""

    def __init__(
        self, problem: str, where: tuple[int, int] | None = None, *, is_unplaced: bool = False
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.is_unplaced = is_unplaced
        """Whether the problem is about the file as a whole; otherwise, without a place, it is at its end."""


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of a text as plain data. Raises TomlError.

    tomllib recurses into nested arrays, and passes on what Python's `int` raises for 5,000 digits.
    """
    too_deep = f"values are nested more than {MAX_DEPTH} deep"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _WHERE.fullmatch(str(error))
        if match is None:
            raise TomlError(str(error)) from error
        where = (int(match["line"]), int(match["column"])) if match["line"] else None
        raise TomlError(match["problem"], where) from error
    except RecursionError as error:
        raise TomlError(too_deep, is_unplaced=True) from error
    except ValueError as error:
        raise TomlError("a number is too long", is_unplaced=True) from error
    _check(data, too_deep)
    return data


def _check(data: Any, too_deep: str) -> None:
    """Reject what later steps can't handle, level by level."""
    level: list[Any] = [data]
    for _ in range(MAX_DEPTH):
        for value in level:
            if isinstance(value, int) and abs(value) > LARGEST + 1:
                # TOML's integers have 64 bits (toml.io, v1.0.0, "Integer"); tomllib takes any.
                raise TomlError("a number has more than 64 bits", is_unplaced=True)
        level = [inner for value in level for inner in _values(value)]
        if not level:
            return
    raise TomlError(too_deep, is_unplaced=True)


def _values(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
