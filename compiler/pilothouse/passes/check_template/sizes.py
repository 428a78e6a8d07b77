"""Sizes that would keep cfn-lint busy for minutes.

Measured with cfn-lint 1.58: it takes up to half a millisecond for each value, and compares each two tags of a
resource.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.check_template.conditions import Cost
from pilothouse.passes.check_template.loops import UNCOUNTED, inside, is_loop, rounds, widest_collection

MOST_VALUES = 50_000
"""A hundred for each of 500 resources, up to half a minute; 250 actions with projects have 44,000."""
MOST_COMPARISONS = 1_000_000
"""Of the mappings in each list of a resource with each other, up to five seconds; one list may have 1,000."""


def costly_sizes(template: Mapping[str, Any]) -> Iterator[Cost]:
    """Yield what is too large, or has too long lists."""
    values = _values(template)
    if values > MOST_VALUES:
        message = f"the template has {values:,} values; cfn-lint runs on at most {MOST_VALUES:,}"
        yield Cost((), message, "split the pipeline, or let the overrides add less")
    widest = widest_collection(template)
    comparisons = 0
    for path, count in _comparisons(template.get("Resources"), ("Resources",), widest, 1):
        comparisons += count
        if comparisons > MOST_COMPARISONS:
            message = f"cfn-lint would compare list items more than {MOST_COMPARISONS:,} times"
            yield Cost(path, message, "shorten the lists: AWS allows at most 50 tags, for example")
            return


def _values(value: Any) -> int:
    return 1 + sum(_values(item) for _, item in inside(value))


def _comparisons(
    value: Any, path: TemplatePath, widest: int, times: int
) -> Iterator[tuple[TemplatePath, int]]:
    """Yield each list of mappings with how many comparisons it takes, in all the copies that loops make."""
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        yield path, times * len(value) ** 2
    for step, item in inside(value):
        below = (*path, step)
        if is_loop(step, item):
            often = min(UNCOUNTED, times * rounds(item, widest))
            yield from _comparisons(item[2], (*below, 2), widest, often)
        else:
            yield from _comparisons(item, below, widest, times)
