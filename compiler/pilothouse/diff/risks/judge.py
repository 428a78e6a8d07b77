"""The risks between two templates, in every case of their conditions, parameters and mappings.

Each case is judged as if the templates were written only for it, so that no kind of risk has to handle
conditions: a permission under `Fn::If` is a permission in one of the cases.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pilothouse.diff.cases.pairs import MOST_CASES, Pair, pairs
from pilothouse.diff.cases.settle import origin_of
from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.registry import find_risks, gravest_first
from pilothouse.diff.risks.unjudged import find_unjudged
from pilothouse.ir.stack import TemplatePath

_Key = tuple[RiskKind, str, str, TemplatePath]
"""What makes two risks of different cases one: the last is the resource where it is now."""


def judge(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Risk, ...]:
    """Return the risks of a change, the gravest kind first; one that exists only in some cases names them."""
    if json.dumps(before, default=str) == json.dumps(after, default=str):
        return ()
    found: dict[_Key, _Found] = {}
    cases = 0
    for pair in pairs(before, after):
        if pair is None:
            found[_key(_too_many())] = _Found(_too_many())
            break
        cases += 1
        for risk in _risks_of(pair):
            found.setdefault(_key(risk), _Found(risk)).add(risk, pair)
    return gravest_first(one.told(cases) for one in found.values())


class _Found:
    """A risk with all that it rests on in any case, and the cases in which it is there."""

    def __init__(self, risk: Risk) -> None:
        self._risk = risk
        self._details: dict[str, None] = {}
        self._cases: dict[str, None] = {}

    def add(self, risk: Risk, pair: Pair) -> None:
        """Add the risk of one case."""
        self._details.update(dict.fromkeys(risk.details))
        self._cases[pair.case.words()] = None

    def told(self, cases: int) -> Risk:
        """Return the risk to report, given the number of cases."""
        details = tuple(self._details) or self._risk.details
        first = next(iter(self._cases), "")
        if first and len(self._cases) < cases:
            details += (f"where {first}",)
        return replace(self._risk, details=details)


def _risks_of(pair: Pair) -> Iterator[Risk]:
    found = find_risks(compare_templates(pair.before, pair.after))
    for risk in (*found, *find_unjudged(pair.before, pair.after)):
        before = None if risk.before is None else origin_of(risk.before, pair.origins_before)
        yield replace(risk, before=before, after=origin_of(risk.after, pair.origins_after))


def _key(risk: Risk) -> _Key:
    return risk.kind, risk.resource, risk.summary, risk.after[:2]


def _too_many() -> Risk:
    summary = "the template's conditions have too many combinations to judge them all"
    details = (f"{MOST_CASES} of them were judged: review the conditional parts yourself",)
    return Risk(RiskKind.UNJUDGED, "Conditions", summary, details, None, ("Conditions",))
