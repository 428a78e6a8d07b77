"""A CloudFormation stack, ready to be written: its template, its tags, and where each part came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pilothouse.diagnostics.place import Place

TemplatePath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """`origins` leads from a path in the template to the place that caused it; the longest prefix counts.

    A place is in the manifest, or in an override that wrote this part. The empty path has an origin always.
    """

    name: str
    template: dict[str, Any]
    tags: Mapping[str, str]
    origins: Mapping[TemplatePath, Place]

    def origin(self, path: TemplatePath) -> Place:
        """Return the place that caused the template's `path`."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.origins:
                return self.origins[path[:length]]
        return self.origins[()]
