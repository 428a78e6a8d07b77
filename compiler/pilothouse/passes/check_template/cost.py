"""What would keep cfn-lint busy for minutes, told before it is asked.

Measured with cfn-lint 1.58: it writes every copy out that `Fn::ForEach` makes, and looks for the end of each
`${` in a text anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.stack import Stack, TemplatePath

MOST_COPIES = 1_000
"""Of all that stands in loops; a template may have 500 resources."""
MOST_STEPS = 5_000_000
"""Characters that are looked at for the ends of variables, half a second."""
_LOOP = "Fn::ForEach::"
_UNCOUNTED = 10**9
_BLANKS, _MARKS = re.compile(r"\s+"), re.compile(r"\$\{|\}")


def costly(stack: Stack) -> Iterator[Diagnostic]:
    """Yield a finding for each loop and each text that takes cfn-lint too long."""
    widest = _widest(stack.template)
    for path, value in _texts_and_loops(stack.template, ()):
        if isinstance(value, str) and _steps(value) > MOST_STEPS:
            message = f"a text of {len(value):,} characters has too many `${{` for cfn-lint to check"
            help = "shorten it, and close each `${` by a `}`"
            yield Diagnostic(codes.COSTLY_TEMPLATE, message, stack.origin(path), help)
        elif isinstance(value, list) and (copies := _loop_copies(value, widest)) > MOST_COPIES:
            message = f"this loop makes {copies:,} copies; {MOST_COPIES:,} are the most that are checked"
            help = "loop over less: a template may have 500 resources"
            yield Diagnostic(codes.COSTLY_TEMPLATE, message, stack.origin(path), help)


def _texts_and_loops(value: Any, path: TemplatePath) -> Iterator[tuple[TemplatePath, Any]]:
    """Yield every text with its path, and every loop that stands in no other."""
    if isinstance(value, str):
        yield path, value
    for step, item in _inside(value):
        below = _texts_and_loops(item, (*path, step))
        if _is_loop(step, item):
            yield (*path, step), item
            below = ((where, text) for where, text in below if isinstance(text, str))
        yield from below


def _inside(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _is_loop(step: str | int, value: Any) -> bool:
    return str(step).startswith(_LOOP) and isinstance(value, list) and len(value) == 3


def _loop_copies(loop: list[Any], widest: int) -> int:
    """Return how many times a loop writes something out, loops inside it included."""
    _, collection, body = loop
    count = len(collection) if isinstance(collection, list) else widest
    return min(count * max(1, _copies(body, widest)), _UNCOUNTED)


def _copies(value: Any, widest: int) -> int:
    return sum(
        _loop_copies(item, widest) if _is_loop(step, item) else _copies(item, widest)
        for step, item in _inside(value)
    )


def _widest(template: Mapping[str, Any]) -> int:
    """Return how long a collection can be that a loop only refers to: a parameter's list, or a mapping's."""
    longest, waiting = 1, [template.get("Parameters"), template.get("Mappings")]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            longest = max(longest, len(value))
        elif isinstance(value, str):
            longest = max(longest, value.count(",") + 1)
        waiting += (item for _, item in _inside(value))
    return longest


def _steps(text: str) -> int:
    """Return about how far a text is read from each `${` for its end, blanks again and again."""
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
