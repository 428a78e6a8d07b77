"""Two templates side by side, in each case that their conditions distinguish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pilothouse.diff.cases.case import Case, OpenQuestionError
from pilothouse.diff.cases.settle import Origins, settle

MOST_CASES = 64
"""Six independent conditions. The cases beyond are reported as not judged."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two templates in one case, and the original paths of their parts."""

    case: Case
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    origins_before: Origins
    origins_after: Origins


def pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Pair | None]:
    """Yield the templates in every case; None at the end if there are too many.

    Each question has the same answer on both sides. Only questions that come up are asked.
    """
    waiting = [Case()]
    found = 0
    while waiting:
        if found == MOST_CASES:
            yield None
            return
        case = waiting.pop()
        try:
            old, origins_before = settle(before, case)
            new, origins_after = settle(after, case)
        except OpenQuestionError as error:
            waiting += [case.given(error.question, answer=answer) for answer in (False, True)]
            continue
        found += 1
        yield Pair(case, old, new, origins_before, origins_after)
