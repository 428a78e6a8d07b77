"""Whether one statement's conditions are at least as strict as another's."""

from __future__ import annotations

from pilothouse.diff.permissions.pattern import Pattern, covers
from pilothouse.diff.permissions.statement import Conditions

_PREFIXES = ("foranyvalue:", "forallvalues:")
# Several values of one of these are alternatives, so fewer are stricter; all values of a negated one must
# differ, so more are stricter ("IAM JSON policy elements: Condition operators", evaluation logic).
_MATCHING = frozenset({"stringlike", "arnlike", "arnequals"})
_EQUAL = frozenset(
    {
        "stringequals",
        "stringequalsignorecase",
        "numericequals",
        "dateequals",
        "bool",
        "binaryequals",
        "ipaddress",
    }
)
_NEGATED = frozenset(
    {"stringnotequals", "stringnotequalsignorecase", "stringnotlike", "numericnotequals", "datenotequals"}
    | {"notipaddress", "arnnotequals", "arnnotlike"}
)


def implies(strict: Conditions, loose: Conditions) -> bool:
    """Whether everything that passes `strict` also passes `loose`."""
    return all(
        test in strict and _is_stricter(test[0], strict[test], values) for test, values in loose.items()
    )


def _is_stricter(operator: str, strict: frozenset[Pattern], loose: frozenset[Pattern]) -> bool:
    plain = operator.removesuffix("ifexists")
    for prefix in _PREFIXES:
        plain = plain.removeprefix(prefix)
    if plain in _MATCHING:
        return all(any(covers(wide, one) for wide in loose) for one in strict)
    if plain in _EQUAL:
        return strict <= loose
    return strict >= loose if plain in _NEGATED else strict == loose
