"""An objection of jsonschema, with types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class Objection:
    """A value at `route` breaks the schema's `keyword`, whose argument is `argument`.

    `is_key`: not the value, but the key that leads to it.
    """

    route: Route
    keyword: str
    argument: Any
    value: Any
    schema: dict[str, Any]
    is_key: bool = False

    @property
    def description(self) -> str:
        """The schema's description of this place."""
        return str(self.schema.get("description", ""))
