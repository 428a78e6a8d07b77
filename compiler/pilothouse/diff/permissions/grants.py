"""What one set of statements allows that another didn't.

Conservative: a grant counts as new unless a single older statement is seen to have allowed all of it. What
was denied before is not taken off what was allowed, so that nothing new is missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pilothouse.diff.node import MapNode, Node, ScalarNode
from pilothouse.diff.permissions.conditions import implies
from pilothouse.diff.permissions.pattern import Pattern
from pilothouse.diff.permissions.selection import Selection
from pilothouse.diff.permissions.statement import Statement

Statements = Sequence[Statement | Node]


@dataclass(frozen=True, slots=True)
class Grant:
    """Part of a statement: some actions on some resources by some principals.

    `lost_conditions` says that it was granted before, but under conditions that no longer hold it.
    """

    statement: Statement
    actions: Selection
    resources: Selection
    principals: Selection
    lost_conditions: bool


def new_grants(before: Statements, after: Statements) -> Iterator[Grant | Node]:
    """Yield what `after` allows and `before` didn't; a statement of no readable form as it is."""
    yield from _uncovered(_allows(after), _allows(before))
    yield from _unreadable(after, before, "Allow")


def lost_denials(before: Statements, after: Statements) -> Iterator[Grant | Node]:
    """Yield what `before` denied and `after` doesn't."""
    yield from _uncovered(_denials(before), _denials(after))
    yield from _unreadable(before, after, "Deny")


def _allows(statements: Statements) -> list[Statement]:
    return [one for one in statements if isinstance(one, Statement) and one.is_allow]


def _denials(statements: Statements) -> list[Statement]:
    return [one for one in statements if isinstance(one, Statement) and not one.is_allow]


def _unreadable(found: Statements, known: Statements, effect: str) -> Iterator[Node]:
    """Yield statements of no readable form that aren't known and may have an effect."""
    seen = {one.fingerprint for one in known if not isinstance(one, Statement)}
    for one in found:
        if isinstance(one, MapNode) and one.fingerprint not in seen:
            said = one.entries.get("Effect")
            if not isinstance(said, ScalarNode) or said.value == effect:
                yield one


def _uncovered(wanted: Sequence[Statement], given: Sequence[Statement]) -> Iterator[Grant]:
    for statement in wanted:
        if any(_covers(other, statement) for other in given):
            continue
        for group, lost_conditions in _open_parts(statement, given):
            yield Grant(statement, *group, lost_conditions)


def _covers(wide: Statement, narrow: Statement) -> bool:
    return implies(narrow.conditions, wide.conditions) and _selects(
        wide, narrow.actions, narrow.resources, narrow.principals
    )


def _selects(wide: Statement, actions: Selection, resources: Selection, principals: Selection) -> bool:
    return (
        wide.actions.covers(actions)
        and wide.resources.covers(resources)
        and wide.principals.covers(principals)
    )


_Group = tuple[Selection, Selection, Selection]


def _open_parts(statement: Statement, given: Sequence[Statement]) -> Iterator[tuple[_Group, bool]]:
    """Yield the parts that nothing covers: actions with the same open resources and principals together."""
    groups: dict[tuple[tuple[Selection, Selection, bool], ...], list[Selection]] = {}
    for action in statement.actions.atoms():
        rest = tuple(_open_targets(statement, action, given))
        if rest:
            groups.setdefault(rest, []).append(action)
    for rest, actions in groups.items():
        for lost in (False, True):
            targets = [(resource, principal) for resource, principal, is_lost in rest if is_lost is lost]
            if targets:
                resources = _together([resource for resource, _ in targets])
                principals = _together([principal for _, principal in targets])
                yield (_together(actions), resources, principals), lost


def _open_targets(
    statement: Statement, action: Selection, given: Sequence[Statement]
) -> Iterator[tuple[Selection, Selection, bool]]:
    holding = [other for other in given if implies(statement.conditions, other.conditions)]
    for resource in statement.resources.atoms():
        for principal in statement.principals.atoms():
            if not any(_selects(other, action, resource, principal) for other in holding):
                lost = any(_selects(other, action, resource, principal) for other in given)
                yield resource, principal, lost


def _together(selections: Sequence[Selection]) -> Selection:
    """Join atoms of one element: they are all patterns, or one negated selection."""
    patterns: dict[Pattern, None] = {}
    for selection in selections:
        patterns.update(dict.fromkeys(selection.patterns))
    return Selection(tuple(patterns), selections[0].is_negated)
