"""The objections of jsonschema. The only door to jsonschema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from pilothouse.passes.check_schema.objection import Objection


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
