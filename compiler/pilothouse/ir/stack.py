"""A CloudFormation stack, ready to be written: its template, its tags, and where each part came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pilothouse.source.route import Route

TemplatePath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """`origins` leads from a path in the template to a route in the manifest; the longest prefix counts."""

    name: str
    template: dict[str, Any]
    tags: Mapping[str, str]
    origins: Mapping[TemplatePath, Route]

    def origin(self, path: TemplatePath) -> Route:
        """Return the manifest's route that caused the template's `path`; () if none is known."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.origins:
                return self.origins[path[:length]]
        return ()
