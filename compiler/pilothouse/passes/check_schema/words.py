"""Words for routes and types."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from pilothouse.source.route import Route, show_route

_WORDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "boolean": "true or false",
}


def named(route: Route) -> str:
    """Name a place for a message: `stages[0].name`, or `the file`."""
    return show_route(route) or "the file"


def within(route: Route) -> str:
    """Say inside what a key stands: `in stages[0]`, or `at the top level`."""
    return f"in {show_route(route)}" if route else "at the top level"


def allowed_types(types: str | list[str]) -> str:
    """Say what a schema's `type` allows. Text that YAML reads as a number or as true is allowed as text."""
    names = [types] if isinstance(types, str) else types
    wanted = ["string"] if "string" in names else [name for name in names if name != "null"]
    return " or ".join(_WORDS.get(name, name) for name in wanted)


def kind_of(value: Any) -> str:
    """Say what a value is."""
    match value:
        case None:
            return "empty"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return "text" if value else "empty text"
        case list():
            return "a list"
        case dict() if len(value) == 1 and next(iter(value)) in ("Ref", "Condition"):
            return f"!{next(iter(value))}"
        case dict() if len(value) == 1 and next(iter(value)).startswith("Fn::"):
            return f"!{next(iter(value)).removeprefix('Fn::')}"
        case _:
            return "a date" if isinstance(value, date | time) else "a mapping"  # dates are TOML's


def first_sentence(text: str) -> str:
    """Return a description's first sentence as a part of another: small at its start, open at its end."""
    sentence = text.partition(". ")[0].rstrip(".")
    first = sentence.partition(" ")[0]
    return sentence[:1].lower() + sentence[1:] if first[1:].islower() or len(first) == 1 else sentence
