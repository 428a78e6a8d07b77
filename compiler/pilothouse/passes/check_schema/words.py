"""Words for routes and types."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from pilothouse.source.route import Route, show_route

TRUTH = "true or false"
"""What a schema expects (`x-expected`) where it takes texts such as `yes`, too."""
_WORDS = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "boolean": TRUTH,
}


def named(route: Route) -> str:
    """Name a place for a message: `stages[0].name`, or `the file`."""
    return show_route(route) or "the file"


def within(route: Route) -> str:
    """Name the parent of a key: `in stages[0]`, or `at the top level`."""
    return f"in {show_route(route)}" if route else "at the top level"


def allowed_types(types: str | list[str]) -> str:
    """Describe the types that a schema allows. Text that YAML reads as number or true is allowed as text."""
    names = [types] if isinstance(types, str) else types
    wanted = ["string"] if "string" in names else [name for name in names if name != "null"]
    return " or ".join(_WORDS.get(name, name) for name in wanted)


def kind_of(value: Any) -> str:
    """Describe the type of a value."""
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
            return "a date" if isinstance(value, date | time) else "a mapping"  # dates exist in TOML only


def example(key: str, schema: dict[str, Any], resolve: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    """Return an example of a key, from its schema's examples and required keys: `branch: main`."""
    schema = resolve(schema)
    types = schema.get("type", "")
    if examples := schema.get("examples"):
        return f"`{key}: {examples[0]}`"
    if "const" in schema or "default" in schema:
        return f"`{key}: {str(schema.get('const', schema.get('default'))).lower()}`"
    if "array" in types:
        item = resolve(schema.get("items", {}))
        if "object" in item.get("type", ""):
            first = item["required"][0]
            return (
                f"`{key}:` and below it `- {example(first, item['properties'][first], resolve).strip('`')}`"
            )
        return (
            f"`{key}: [NAME]`"
            if key == "depends_on"
            else f"`{key}:` and below it items such as `- make test`"
        )
    if "object" in types:
        names = schema.get("required") or list(schema.get("properties", ()))
        return f"`{key}:` and below it {' and '.join(f'`{name}:`' for name in names[:2]) or '`NAME:`'}"
    return f"`{key}: TEXT`"
