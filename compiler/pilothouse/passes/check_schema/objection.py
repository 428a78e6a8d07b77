"""What jsonschema objects to, with types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class Objection:
    """A value at `route` breaks the schema's `keyword`, whose argument is `argument`.

    `is_key` says that it isn't the value but the key leading to it that does.
    """

    route: Route
    keyword: str
    argument: Any
    value: Any
    schema: dict[str, Any]
    is_key: bool = False

    @property
    def description(self) -> str:
        """What the schema says of this place."""
        return str(self.schema.get("description", ""))
