"""Parts of a template that would take cfn-lint minutes, found before it runs.

Measured with cfn-lint 1.58: it writes out every copy that `Fn::ForEach` makes, and searches the end of each
`${` in a text separately.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.stack import Stack, TemplatePath
from pilothouse.passes.check_template.conditions import costly_conditions
from pilothouse.passes.check_template.loops import UNCOUNTED, inside, is_loop, rounds, widest_collection
from pilothouse.passes.check_template.sizes import costly_sizes

MOST_COPIES = 1_000
"""Copies made by all loops; a template may have 500 resources."""
MOST_VALUES = 25_000
"""Values written by loops, fifty for each of 500 resources; cfn-lint takes half a millisecond for each."""
MOST_STEPS = 5_000_000
"""Characters to search for the ends of variables; takes half a second."""
_BLANKS, _MARKS = re.compile(r"\s+"), re.compile(r"\$\{|\}")


def costly(stack: Stack) -> Iterator[Diagnostic]:
    """Yield a finding for each part that would take cfn-lint too long."""
    for path, message, help in (*costly_conditions(stack.template), *costly_sizes(stack.template)):
        yield Diagnostic(codes.COSTLY_TEMPLATE, message, stack.origin(path), help)
    widest, copies, values = widest_collection(stack.template), 0, 0
    for path, value in _texts_and_loops(stack.template, ()):
        if isinstance(value, str):
            if _steps(value) > MOST_STEPS:
                message = f"a text of {len(value):,} characters has too many `${{` for cfn-lint to check"
                help = "shorten it, and close each `${` with a `}`"
                yield Diagnostic(codes.COSTLY_TEMPLATE, message, stack.origin(path), help)
            continue
        loop = {path[-1]: value}
        copies, values = copies + _copies(loop, widest), values + _values(loop, widest)
        for count, most, what in ((copies, MOST_COPIES, "copies"), (values, MOST_VALUES, "values")):
            if count > most:
                message = f"loops make {count:,} {what}; the limit is {most:,}"
                help = "loop over less: a template may have 500 resources"
                yield Diagnostic(codes.COSTLY_TEMPLATE, message, stack.origin(path), help)
                return


def _texts_and_loops(value: Any, path: TemplatePath) -> Iterator[tuple[TemplatePath, Any]]:
    """Yield every text with its path, and every loop that isn't inside another one."""
    if isinstance(value, str):
        yield path, value
    for step, item in inside(value):
        below = _texts_and_loops(item, (*path, step))
        if is_loop(step, item):
            yield (*path, step), item
            below = ((where, text) for where, text in below if isinstance(text, str))
        yield from below


def _copies(value: Any, widest: int) -> int:
    """Return the number of copies that the loops in a value make, nested loops included."""
    found = 0
    for step, item in inside(value):
        if is_loop(step, item):
            found += rounds(item, widest) * max(1, _copies(item[2], widest))
        else:
            found += _copies(item, widest)
    return min(found, UNCOUNTED)


def _values(value: Any, widest: int) -> int:
    """Return the number of values after all loops are written out."""
    return min(
        UNCOUNTED,
        1
        + sum(
            _values(item[2], widest) * rounds(item, widest) if is_loop(step, item) else _values(item, widest)
            for step, item in inside(value)
        ),
    )


def _steps(text: str) -> int:
    """Return roughly how many characters are read from each `${` to its end; spaces count repeatedly."""
    if "${" not in text:
        return 0
    steps, end = 0, len(text)
    for mark in reversed(list(_MARKS.finditer(text))):
        if mark[0] == "}":
            end = mark.start()
        else:
            steps += end - mark.start()
    longest = max((len(blanks[0]) for blanks in _BLANKS.finditer(text)), default=0)
    return steps + longest * longest
