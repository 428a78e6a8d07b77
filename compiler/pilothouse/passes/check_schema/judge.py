"""The objections of jsonschema. The only door to jsonschema."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pilothouse.passes.check_schema.objection import Objection


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Let an import of a module fail as if it were not installed."""
    loaded = sys.modules.get(module)
    sys.modules[module] = None  # type: ignore[assignment]  # "import of … halted": the language reference
    try:
        yield
    finally:
        del sys.modules[module]
        if loaded:
            sys.modules[module] = loaded


# jsonschema loads what checks formats, if installed. We check none, and this takes two seconds to load.
with _without("rfc3987_syntax"):
    from jsonschema import Draft202012Validator


def objections(value: Any, schema: dict[str, Any]) -> Iterator[Objection]:
    """Yield the objections of jsonschema."""
    for error in Draft202012Validator(schema).iter_errors(value):
        where: Any = error.schema
        route = tuple(error.absolute_path)
        is_key = "propertyNames" in error.absolute_schema_path
        yield Objection(
            (*route, error.instance) if is_key else route,
            str(error.validator),
            error.validator_value,
            error.instance,
            where,
            is_key=is_key,
        )
