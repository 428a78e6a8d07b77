"""The keys of a schema, and where each belongs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from pilothouse.diagnostics.nearest import nearest


class Vocabulary:
    """Looks keys up in a JSON Schema whose references all have the form `#/$defs/NAME`."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._schema = schema

    @cached_property
    def homes(self) -> dict[str, list[str]]:
        """Map each key to the places where it is allowed, such as `stages[]`; the top level is ''."""
        homes: dict[str, list[str]] = {}
        for place, key in self._walk(self._schema, ""):
            homes.setdefault(key, []).append(place)
        return homes

    def meant(self, key: str, properties: Mapping[str, Any]) -> str:
        """Return which of the `properties` of a schema an unknown key probably means, or an empty text.

        A key is recognized by its letters, by its names in other tools (`x-aliases`), and then by similarity.
        """
        for name, schema in properties.items():
            aliases = self._aliases(schema)
            if letters(key) in {letters(name), *map(letters, aliases)}:
                return name
        return self.nearest(key, list(properties))

    def nearest(self, key: str, allowed: list[str]) -> str:
        """Return the allowed key most similar to `key`, or an empty text."""
        return nearest(key.lower(), allowed, likeness=0.7)

    def home_of(self, key: str) -> tuple[str, list[str]]:
        """Return the key that an unknown one probably means, wherever it is allowed, and its places."""
        for name, alias in self._all_aliases:
            if letters(alias) == letters(key):
                return name, self.homes[name]
        near = self.nearest(key, list(self.homes))
        return near, self.homes.get(near, [])

    @cached_property
    def _all_aliases(self) -> tuple[tuple[str, str], ...]:
        parts = [self._schema, *self._schema.get("$defs", {}).values()]
        properties = [entry for part in parts for entry in part.get("properties", {}).items()]
        return tuple((name, alias) for name, schema in properties for alias in self._aliases(schema))

    def _aliases(self, schema: dict[str, Any]) -> list[str]:
        found = self.resolve(schema).get("x-aliases", ())
        return list(found) if isinstance(found, list) else []

    def _walk(self, schema: dict[str, Any], place: str) -> Iterator[tuple[str, str]]:
        schema = self.resolve(schema)
        for key, child in schema.get("properties", {}).items():
            yield place, key
            yield from self._walk(child, f"{place}.{key}" if place else key)
        if isinstance(items := schema.get("items"), dict):
            yield from self._walk(items, f"{place}[]")
        if isinstance(others := schema.get("additionalProperties"), dict):
            yield from self._walk(others, f"{place}.NAME")

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow a schema's references."""
        while "$ref" in schema:
            schema = self._schema["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        return schema


_SEPARATORS = str.maketrans("", "", "-_ .")


def letters(word: str) -> str:
    """Reduce a word to its letters: without case and separators."""
    return word.translate(_SEPARATORS).lower()
