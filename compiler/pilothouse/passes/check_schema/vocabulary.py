"""The keys that a schema knows, and where each belongs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pilothouse.diagnostics.nearest import nearest


class Vocabulary:
    """Looks keys up in a JSON Schema whose references all are of the form `#/$defs/NAME`."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema

    @cached_property
    def homes(self) -> dict[str, list[str]]:
        """Map each key to the places where it may stand, such as `stages[]`; the top level is ''."""
        homes: dict[str, list[str]] = {}
        for place, key in self._walk(self._schema, ""):
            homes.setdefault(key, []).append(place)
        return homes

    def nearest(self, key: str, allowed: list[str]) -> str:
        """Return the allowed key that looks most like `key`, or an empty text."""
        return nearest(key.lower(), allowed, likeness=0.7)

    def description(self, schema: dict[str, Any]) -> str:
        """Return what a part of the schema says of itself."""
        return str(self._resolve(schema).get("description", ""))

    def _walk(self, schema: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
        schema = self._resolve(schema)
        for key, child in schema.get("properties", {}).items():
            yield place, key
            yield from self._walk(child, f"{place}.{key}" if place else key)
        if isinstance(items := schema.get("items"), dict):
            yield from self._walk(items, f"{place}[]")
        if isinstance(others := schema.get("additionalProperties"), dict):
            yield from self._walk(others, f"{place}.NAME")

    def _resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self._schema["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        return schema
