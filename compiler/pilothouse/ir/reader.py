"""Typed access to a document whose schema was checked: missing values read as empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pilothouse.ir.cloudformation_yaml import as_cloudformation_reads
from pilothouse.ir.document import Document
from pilothouse.source.route import Route

_YES = frozenset({"y", "Y", "yes", "on"})
"""Text that Copilot's YAML parser reads as true if a boolean is expected (gopkg.in/yaml.v3)."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One value of a document, with the route to it."""

    document: Document
    route: Route = ()

    @property
    def name(self) -> str:
        """The key that leads here."""
        return str(self.route[-1])

    @property
    def data(self) -> Any:
        """The plain value, None if there is none."""
        value = self.document.data
        for step in self.route:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step]
            else:
                return None
        return value

    def child(self, key: str | int) -> Reader:
        """Return the reader of a key's value, or of an item."""
        return Reader(self.document, (*self.route, key))

    def children(self, key: str) -> Iterator[Reader]:
        """Return a reader of each item of a list."""
        items = self.child(key)
        return (items.child(index) for index in range(_length(items.data)))

    def entries(self, key: str) -> Iterator[Reader]:
        """Yield a reader of each value of a mapping, in the order written."""
        entries = self.child(key)
        return (entries.child(name) for name in (entries.data if isinstance(entries.data, dict) else ()))

    def template_mapping(self) -> dict[str, Any] | None:
        """Return this mapping as CloudFormation reads it, or None."""
        data, node = self.data, self.document.spans.node(self.route)
        if not isinstance(data, dict) or node is None:
            return None
        mapping: dict[str, Any] = as_cloudformation_reads(data, node)
        return mapping

    def text(self, key: str | int) -> str:
        """Return the text of a key; a number or `true` as it was written, as Copilot reads it."""
        child = self.child(key)
        data = child.data
        if isinstance(data, str) or data is None:
            return data or ""
        return self.document.spans.text(child.route)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        items = self.child(key)
        return tuple(items.text(index) for index in range(_length(items.data)))

    def truth(self, key: str) -> bool:
        """Return whether a key is true."""
        data = self.child(key).data
        return data is True or (isinstance(data, str) and data in _YES)


def _length(data: Any) -> int:
    return len(data) if isinstance(data, list) else 0
