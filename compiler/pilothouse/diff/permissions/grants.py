"""The permissions in one set of statements that aren't in another.

Conservative: a grant counts as new unless a single older statement allowed all of it. Earlier denials are not
subtracted from what was allowed, so that nothing new is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import prod

from pilothouse.diff.node import MapNode, Node, ScalarNode
from pilothouse.diff.permissions.conditions import implies
from pilothouse.diff.permissions.pattern import Pattern
from pilothouse.diff.permissions.selection import Selection
from pilothouse.diff.permissions.statement import Statement

Statements = Sequence[Statement | Node]
_LONG = 1024
"""The number of tokens from which a pattern's length matters."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Part of a statement: some actions on some resources by some principals.

    `lost_conditions`: it was granted before, but under conditions that no longer apply.
    """

    statement: Statement
    actions: Selection
    resources: Selection
    principals: Selection
    lost_conditions: bool


def new_grants(before: Statements, after: Statements) -> Iterator[Grant | Node]:
    """Yield what `after` allows and `before` didn't; an unreadable statement as it is."""
    yield from _uncovered(_allows(after), _allows(before))
    yield from _unreadable(after, before, "Allow")


def lost_denials(before: Statements, after: Statements) -> Iterator[Grant | Node]:
    """Yield what `before` denied and `after` doesn't."""
    yield from _uncovered(_denials(before), _denials(after))
    yield from _unreadable(before, after, "Deny")


def comparing_work(before: Statements, after: Statements) -> int:
    """Return about how much there is to compare: how often one token of a pattern is held against another."""
    return _work(_allows(after), _allows(before)) + _work(_denials(before), _denials(after))


def _work(wanted: Sequence[Statement], given: Sequence[Statement]) -> int:
    fresh = _without_equals(wanted, given)
    targets = sum(prod(len(element.patterns) for element in one.elements) for one in fresh)
    pairs = zip(_sizes(fresh), _sizes(given), strict=True)
    return targets + sum(mine * its_tokens + its * tokens for (mine, tokens), (its, its_tokens) in pairs)


def _sizes(statements: Sequence[Statement]) -> list[tuple[int, int]]:
    """Return for actions, resources, principals and conditions how many patterns and tokens there are.

    Long patterns weigh more, as what is done for one token of them takes longer.
    """
    columns = zip(*(one.patterns() for one in statements), strict=True) if statements else [()] * 4
    lengths = [[len(pattern) for patterns in column for pattern in patterns] for column in columns]
    return [(len(column), sum(n + n * n // _LONG for n in column)) for column in lengths]


def _without_equals(statements: Sequence[Statement], others: Sequence[Statement]) -> list[Statement]:
    known = {one.node.fingerprint for one in others}
    return [one for one in statements if one.node.fingerprint not in known]


def _allows(statements: Statements) -> list[Statement]:
    return [one for one in statements if isinstance(one, Statement) and one.is_allow]


def _denials(statements: Statements) -> list[Statement]:
    return [one for one in statements if isinstance(one, Statement) and not one.is_allow]


def _unreadable(found: Statements, known: Statements, effect: str) -> Iterator[Node]:
    """Yield unreadable statements that are new and may have an effect."""
    seen = {one.fingerprint for one in known if not isinstance(one, Statement)}
    for one in found:
        if not isinstance(one, Statement) and one.fingerprint not in seen:
            said = one.entries.get("Effect") if isinstance(one, MapNode) else None
            if not isinstance(said, ScalarNode) or said.value == effect:
                yield one


def _uncovered(wanted: Sequence[Statement], given: Sequence[Statement]) -> Iterator[Grant]:
    for statement in _without_equals(wanted, given):
        for group, lost_conditions in _open_parts(statement, given):
            yield Grant(statement, *group, lost_conditions)


_Group = tuple[Selection, Selection, Selection]
_Target = tuple[int, int, bool]
"""The index of a resource, of a principal, and whether only conditions were lost."""


def _open_parts(statement: Statement, given: Sequence[Statement]) -> Iterator[tuple[_Group, bool]]:
    """Yield the uncovered parts: actions with the same uncovered resources and principals together."""
    actions, resources, principals = (list(element.atoms()) for element in statement.elements)
    holding = _bits(implies(statement.conditions, other.conditions) for other in given)
    resource_covers = [_bits(one.resources.covers(resource) for one in given) for resource in resources]
    principal_covers = [_bits(one.principals.covers(principal) for one in given) for principal in principals]
    targets: dict[int, tuple[_Target, ...]] = {}
    groups: dict[tuple[_Target, ...], list[Selection]] = {}
    for action in actions:
        covers = _bits(one.actions.covers(action) for one in given)
        if covers not in targets:
            targets[covers] = tuple(_open_targets(covers, holding, resource_covers, principal_covers))
        if targets[covers]:
            groups.setdefault(targets[covers], []).append(action)
    for found, together in groups.items():
        for lost in (False, True):
            open_ones = [(resources[r], principals[p]) for r, p, is_lost in found if is_lost is lost]
            if open_ones:
                its_resources, its_principals = zip(*open_ones, strict=True)
                yield (_together(together), _together(its_resources), _together(its_principals)), lost


def _open_targets(
    action: int, holding: int, resources: Sequence[int], principals: Sequence[int]
) -> Iterator[_Target]:
    """Yield the targets of an action that no single statement covers.

    The arguments are bit sets of covering statements; `holding` are those whose conditions apply.
    """
    for r, resource in enumerate(resources):
        for p, principal in enumerate(principals):
            covering = action & resource & principal
            if not covering & holding:
                yield r, p, bool(covering)


def _bits(answers: Iterable[bool]) -> int:
    return sum(1 << index for index, answer in enumerate(answers) if answer)


def _together(selections: Sequence[Selection]) -> Selection:
    """Combine atoms of one element: they are all patterns, or one negated selection."""
    patterns: dict[Pattern, None] = {}
    for selection in selections:
        patterns.update(dict.fromkeys(selection.patterns))
    return Selection(tuple(patterns), selections[0].is_negated)
