"""The schema's knowledge about a place in a manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.source.route import Route

Schema = Mapping[str, Any]


class Shape:
    """Looks places up in a JSON Schema whose references all have the form `#/$defs/NAME`."""

    def __init__(self, schema: Schema) -> None:
        self._root = schema

    def at(self, route: Route) -> Schema | None:
        """Return the schema of the value at `route`, None if there is none."""
        schema: Schema | None = self._root
        for step in route:
            schema = self._child(schema, step) if schema else None
        return schema

    def keys(self, route: Route) -> Mapping[str, Schema]:
        """Return the keys that a mapping at `route` may have, and the schema of each."""
        schema = self.at(route) or {}
        return {key: self._resolved(child) for key, child in schema.get("properties", {}).items()}

    def is_list(self, route: Route) -> bool:
        """Whether the value at `route` is a list."""
        types = (self.at(route) or {}).get("type", ())
        return types == "array" or ("array" in types and "object" not in types)

    def choices(self, route: Route) -> Iterator[str]:
        """Yield the values that are allowed at `route`, if there are few."""
        schema = self.at(route) or {}
        yield from (choice for choice in schema.get("enum", ()) if choice)
        if "const" in schema:
            yield str(schema["const"])
        if schema.get("x-expected") == "true or false":
            yield from ("true", "false")

    def _child(self, schema: Schema, step: str | int) -> Schema | None:
        if isinstance(step, int):
            child = schema.get("items")
        else:
            child = schema.get("properties", {}).get(step, schema.get("additionalProperties"))
        return self._resolved(child) if isinstance(child, dict) else None

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        return schema


def takes_block(schema: Schema) -> bool:
    """Whether its values are written on separate lines: a mapping or a list."""
    types = schema.get("type", ())
    return bool({"object", "array"} & {types} if isinstance(types, str) else {"object", "array"} & set(types))
