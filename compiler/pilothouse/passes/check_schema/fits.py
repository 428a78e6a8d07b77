"""A fast check whether a value fits a schema, for the part of JSON Schema that ours use.

jsonschema takes longer to import than everything else in a compilation, and most manifests are valid. So this
check runs first: a value that it accepts is valid, and jsonschema judges all others. A test proves that both
agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
Subschema = Schema | bool
"""Nothing fits `false`."""


class UndecidedError(Exception):
    """The schema contains a keyword that isn't supported here."""


def surely_fits(value: Any, schema: Schema) -> bool:
    """Whether `value` certainly fits a whole schema."""
    try:
        return _fits(value, schema, schema)
    except UndecidedError:
        return False


def _fits(value: Any, schema: Subschema, root: Schema) -> bool:
    if isinstance(schema, bool):
        return schema
    return all(_keeps(value, keyword, schema, root) for keyword in schema)


def _keeps(value: Any, keyword: str, schema: Schema, root: Schema) -> bool:
    """Whether `value` satisfies one keyword of `schema`."""
    if keyword in _ANNOTATIONS:
        return True
    argument = schema[keyword]
    if keyword in _ASSERTIONS:
        return _ASSERTIONS[keyword](value, argument)
    match keyword:
        case "$ref":
            return _fits(value, root["$defs"][argument.removeprefix("#/$defs/")], root)
        case "if":
            return not _fits(value, argument, root) or _fits(value, schema["then"], root)
        case "items" | "propertyNames" | "properties" | "additionalProperties":
            return all(_fits(part, its_schema, root) for part, its_schema in _parts(value, keyword, schema))
        case _:
            raise UndecidedError(keyword)


def _parts(value: Any, keyword: str, schema: Schema) -> Iterator[tuple[Any, Subschema]]:
    """Yield the parts of `value` that a keyword applies to, and the schema that each must fit."""
    argument = schema[keyword]
    match keyword, value:
        case "items", list():
            yield from ((item, argument) for item in value)
        case "propertyNames", dict():
            yield from ((name, argument) for name in value)
        case "properties", dict():
            yield from ((value[name], child) for name, child in argument.items() if name in value)
        case "additionalProperties", dict():
            known = schema.get("properties", ())
            yield from ((child, argument) for name, child in value.items() if name not in known)


def _has_type(value: Any, names: str | list[str]) -> bool:
    wanted = [names] if isinstance(names, str) else names
    if not _IS.keys() >= set(wanted):
        raise UndecidedError(*wanted)
    return any(_IS[name](value) for name in wanted)


def _equals(value: Any, other: str | float) -> bool:
    """Compare as JSON does: `true` is not 1."""
    return bool(value == other) and isinstance(value, bool) == isinstance(other, bool)


_ANNOTATIONS = frozenset(
    {"$schema", "$id", "$defs", "title", "description", "default", "examples", "errorMessage"}
    | {"x-aliases", "x-conflicts", "x-expected", "then"}  # "if" speaks for "then", too
)
_IS: Mapping[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
_ASSERTIONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "type": _has_type,
    "const": _equals,
    "enum": lambda value, choices: any(_equals(value, choice) for choice in choices),
    "required": lambda value, names: not isinstance(value, dict) or all(name in value for name in names),
    "pattern": lambda value, pattern: not isinstance(value, str) or bool(re.search(pattern, value)),
    "minLength": lambda value, least: not isinstance(value, str) or len(value) >= least,
    "maxLength": lambda value, most: not isinstance(value, str) or len(value) <= most,
    "minItems": lambda value, least: not isinstance(value, list) or len(value) >= least,
    "maxProperties": lambda value, most: not isinstance(value, dict) or len(value) <= most,
}
