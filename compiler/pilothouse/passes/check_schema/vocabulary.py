"""The keys that a schema knows, and where each belongs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from typing import Any


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
        matches = get_close_matches(key.lower(), allowed, n=1, cutoff=0.7)
        return matches[0] if matches else ""

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
