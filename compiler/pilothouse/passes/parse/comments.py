"""Comments for Pilothouse; never text inside a scalar that only looks like one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pilothouse.source.comment import Comment
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span

ADDRESS = re.compile("pilothouse:", re.IGNORECASE)
_HASH = re.compile(r"(?:^|(?<=[ \t]))#")
_BLOCK_HEADER = re.compile(r"(?:[&!]\S*\s+)*[|>][-+0-9]*")


def comments(file: SourceFile, scalars: Sequence[Span]) -> tuple[Comment, ...]:
    """Return the comments that contain `pilothouse:`, in order.

    Input: YAML that was parsed, and the places of its scalars with a `#`, in order.
    """
    if not ADDRESS.search(file.text):
        return ()
    return tuple(_comments(file, [_content(file, span) for span in scalars]))


def _comments(file: SourceFile, scalars: Sequence[Span]) -> Iterator[Comment]:
    starts = [span.start for span in scalars]
    for number, line in enumerate(file.lines, 1):
        if not ADDRESS.search(line):
            continue
        for hash_sign in _HASH.finditer(line):
            start = Position(number, hash_sign.start() + 1)
            before = bisect_right(starts, start)
            if before == 0 or scalars[before - 1].end <= start:
                text = line[hash_sign.start() :]
                yield Comment(Span(start, Position(number, len(line) + 1)), text)
                break


def _content(file: SourceFile, span: Span) -> Span:
    """Return the span of a scalar's content; of a block scalar, the lines below its header."""
    header = _BLOCK_HEADER.match(file.line(span.start.line), span.start.column - 1)
    return Span(Position(span.start.line + 1, 1), span.end) if header else span
