"""Conditions, rules and choices that would take cfn-lint minutes to check.

Measured with cfn-lint 1.58: it expands a condition with everything that it refers to, compares each two
conditions about the same parameter, builds a conjunctive normal form of each rule, and tries up to 128 cases
for each part with a choice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import comb, prod
from typing import Any, NamedTuple

from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.check_template.loops import (
    UNCOUNTED,
    inside,
    is_loop,
    members,
    rounds,
    widest_collection,
)

MOST_TERMS = 10_000
"""Comparisons in all conditions, each expanded; takes a second."""
MOST_PAIRS = 10_000
"""Pairs of comparisons with the same parameter, 141 of one parameter; takes two seconds."""
MOST_CLAUSES = 20_000
"""Clauses in the normal forms of all rules; takes less than a second."""
MOST_CHOICES = 250
"""Uses of `Fn::If`; takes up to five seconds."""
_DEEPEST = 150
"""Nested values, from condition to condition; a longer chain has too many terms anyway."""


class Cost(NamedTuple):
    """A part of a template that costs too much: the reason, and the fix."""

    path: TemplatePath
    message: str
    help: str


def costly_conditions(template: Mapping[str, Any]) -> Iterator[Cost]:
    """Yield the conditions, rules and choices that cost too much."""
    widest = widest_collection(template)
    conditions = list(members(template.get("Conditions"), widest))
    rules = list(members(template.get("Rules"), widest))
    if name := _first_beyond(MOST_TERMS, _Terms(conditions).of_each()):
        message = f'with "{name}", the expanded conditions have more than {MOST_TERMS:,} comparisons'
        yield Cost(("Conditions", name), message, "refer to fewer other conditions")
    if _pairs([*conditions, *rules], widest) > MOST_PAIRS:
        message = "too many conditions compare the same parameter"
        yield Cost(
            ("Conditions" if conditions else "Rules",),
            message,
            "look the value up in a mapping: Fn::FindInMap",
        )
    sizes = ((name, times * _clauses_of_rule(rule)) for name, rule, times in rules)
    if name := _first_beyond(MOST_CLAUSES, sizes):
        message = f'with "{name}", the rules have more than {MOST_CLAUSES:,} cases'
        yield Cost(("Rules", name), message, "use fewer Fn::And inside Fn::Or, or split the rule")
    choices = 0
    for path, _, times in _uses(template, "Fn::If", widest):
        choices += times
        if choices > MOST_CHOICES:
            message = f"the template uses Fn::If more than {MOST_CHOICES} times"
            yield Cost(path, message, "give whole resources a Condition instead")
            return


class _Terms:
    """Counts the comparisons of conditions, each with everything that it refers to."""

    def __init__(self, conditions: Sequence[tuple[str, Any, int]]) -> None:
        self._times = {name: times for name, _, times in conditions}
        self._conditions = {name: value for name, value, _ in conditions}
        self._known: dict[str, int] = {}

    def of_each(self) -> Iterator[tuple[str, int]]:
        for name, times in self._times.items():
            yield name, times * self._named(name, 0)

    def _named(self, name: str, depth: int) -> int:
        if "${" in name and depth:
            return UNCOUNTED  # a name that a loop creates may be that of any condition
        if name not in self._known:
            self._known[name] = 1  # where a cycle closes; cfn-lint reports the reference back as an error
            self._known[name] = self._of(self._conditions.get(name), depth + 1)
        return self._known[name]

    def _of(self, value: Any, depth: int) -> int:
        if depth > _DEEPEST:
            return UNCOUNTED
        function, arguments = _function(value)
        if function == "Condition" and isinstance(arguments, str):
            return self._named(arguments, depth)
        if function in ("Fn::And", "Fn::Or", "Fn::Not"):
            return min(UNCOUNTED, sum([1, *[self._of(item, depth + 1) for item in _list(arguments)]]))
        return 1


def _first_beyond(limit: int, sizes: Iterator[tuple[str, int]]) -> str:
    """Return the first name at which the sum exceeds the limit, or an empty text."""
    total = 0
    for name, size in sizes:
        total += size
        if total > limit:
            return name
    return ""


def _pairs(parts: Sequence[tuple[str, Any, int]], widest: int) -> int:
    """Return the number of pairs of different comparisons with the same parameter."""
    comparisons = {
        json.dumps(sides, default=str): (sides, times * more)
        for _, part, times in parts
        for _, sides, more in _uses(part, "Fn::Equals", widest)
    }
    compared: Counter[str] = Counter()
    for sides, times in comparisons.values():
        for side in _list(sides):
            if isinstance(side, dict):
                compared[json.dumps(side, sort_keys=True, default=str)] += times
    return sum(comb(times, 2) for times in compared.values())


def _clauses_of_rule(rule: Any) -> int:
    parts = _mapping(rule)
    asserted = [_clauses(_mapping(one).get("Assert"))[0] for one in _list(parts.get("Assertions"))]
    when = _clauses(parts.get("RuleCondition"))[1] if parts.get("RuleCondition") else 1
    return min(UNCOUNTED, max(1, sum(asserted)) * when)


def _clauses(value: Any) -> tuple[int, int]:
    """Return the number of clauses in the normal form of a condition, and in that of its negation."""
    function, arguments = _function(value)
    if function not in ("Fn::And", "Fn::Or", "Fn::Not"):
        return 1, 1
    parts = [_clauses(item) for item in _list(arguments)] or [(1, 1)]
    yes, no = zip(*parts, strict=True)
    if function == "Fn::Not":
        return no[0], yes[0]
    if function == "Fn::And":
        return min(UNCOUNTED, sum(yes)), min(UNCOUNTED, prod(no))
    return min(UNCOUNTED, prod(yes)), min(UNCOUNTED, sum(no))


def _uses(
    value: Any, function: str, widest: int, path: TemplatePath = (), times: int = 1
) -> Iterator[tuple[TemplatePath, Any, int]]:
    """Yield each use of a function: its path, its arguments, and how many times loops copy it."""
    for step, item in inside(value):
        if step == function:
            yield (*path, step), item, times
        more = rounds(item, widest) if is_loop(step, item) else 1
        yield from _uses(item, function, widest, (*path, step), min(UNCOUNTED, times * more))


def _function(value: Any) -> tuple[str, Any]:
    return next(iter(value.items())) if isinstance(value, dict) and len(value) == 1 else ("", None)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
