"""Grants as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pilothouse.diff.functions import shown
from pilothouse.diff.node import Call, Node, Part, Reference, ScalarNode, SetNode
from pilothouse.diff.permissions.grants import Grant
from pilothouse.diff.permissions.pattern import Pattern, Wildcard
from pilothouse.diff.permissions.selection import Selection
from pilothouse.diff.permissions.statement import Conditions

_UNREADABLE = "a statement that can't be judged: read it yourself"


def grant_words(grant: Grant | Node) -> str:
    """Write a grant on one line: `s3:GetObject on arn:aws:s3:::b/*`."""
    if not isinstance(grant, Grant):
        return _UNREADABLE
    words = _what(grant)
    if grant.lost_conditions:
        words += ", under fewer conditions than before"
    if grant.statement.conditions:
        words += f", if {_conditions(grant.statement.conditions)}"
    return words


def denial_words(denial: Grant | Node) -> str:
    """Write a lost denial on one line."""
    if not isinstance(denial, Grant):
        return _UNREADABLE
    return _what(denial) + (", now under conditions only" if denial.lost_conditions else "")


def _what(grant: Grant) -> str:
    elements = grant.statement.node.entries
    words = _selection(grant.actions, _as_written(elements.get("Action"), elements.get("NotAction")))
    if "Resource" in elements or "NotResource" in elements:
        words += f" on {_selection(grant.resources)}"
    if "Principal" in elements or "NotPrincipal" in elements:
        words += f" for {_selection(grant.principals)}"
    return words


def _as_written(*elements: Node | None) -> Mapping[str, str]:
    """Return the names of actions as they were written, by their names in lower case."""
    members = [one for element in elements if isinstance(element, SetNode) for one in element.members]
    written = [one.value for one in members if isinstance(one, ScalarNode) and one.value is not None]
    return {name.lower(): name for name in written}


def pattern_words(pattern: Pattern) -> str:
    """Write a pattern as in a policy."""
    parts: list[Part] = []
    for token in pattern:
        part = token.value if isinstance(token, Wildcard) else token
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    only_text = all(isinstance(part, str) for part in parts)
    return "".join(map(str, parts)) if only_text else _function(tuple(parts))


def _function(parts: tuple[Part, ...]) -> str:
    match parts:
        case [str() as kind, Reference() | Call()] if kind.endswith(":") and len(parts) == 2:
            return kind + shown(parts[1:])
    return shown(parts)


def _selection(selection: Selection, as_written: Mapping[str, str] | None = None) -> str:
    names = [pattern_words(pattern) for pattern in sorted(selection.patterns, key=narrowness)]
    listed = ", ".join((as_written or {}).get(name, name) for name in names)
    return f"all but {listed}" if selection.is_negated else listed


def narrowness(pattern: Pattern) -> tuple[bool, int]:
    """Return the key for sorting patterns, those that match the most first: `*`, `iam:*`, `s3:GetObject`.

    Those without a wildcard are equal.
    """
    wild = sum(isinstance(token, Wildcard) for token in pattern)
    return not wild, len(pattern) - wild if wild else 0


def widest_first(grants: Iterable[Grant | Node]) -> list[Grant | Node]:
    """Order grants by what they allow: unreadable ones first, then the widest."""
    return sorted(grants, key=_narrowness)


def _narrowness(grant: Grant | Node) -> tuple[tuple[bool, int], ...]:
    if not isinstance(grant, Grant):
        return ()
    elements = grant.actions, grant.resources, grant.principals
    return tuple(
        (False, 0) if one.is_negated else min(map(narrowness, one.patterns), default=(True, 0))
        for one in elements
    )


def _conditions(conditions: Conditions) -> str:
    return " and ".join(
        f"{key} {operator} {' or '.join(sorted(map(pattern_words, values)))}"
        for (operator, key), values in conditions.items()
    )
