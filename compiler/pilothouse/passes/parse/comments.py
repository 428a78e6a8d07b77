"""Find the comments that are addressed to us, and nothing that only looks like one inside a scalar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.passes.parse.events import RefusedError, scalar_tokens
from pilothouse.source.comment import Comment
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span

ADDRESS = "pilothouse:"
_HASH = re.compile(r"(?:^|(?<=[ \t]))#")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


def comments(file: SourceFile) -> tuple[Comment, ...]:
    """Return the comments that hold `pilothouse:`, in order. The text must be YAML that was parsed."""
    if ADDRESS not in file.text:
        return ()
    try:
        scalars = list(_scalars(file))
    except RefusedError:  # the C parser takes some texts that the Python scanner refuses
        return ()
    return tuple(_comments(file, scalars))


def _comments(file: SourceFile, scalars: list[Span]) -> Iterator[Comment]:
    for number, line in enumerate(file.lines, 1):
        if ADDRESS not in line:
            continue
        for hash_sign in _HASH.finditer(line):
            start = Position(number, hash_sign.start() + 1)
            if not any(span.start <= start < span.end for span in scalars):
                text = line[hash_sign.start() :]
                yield Comment(Span(start, Position(number, len(line) + 1)), text)
                break


def _scalars(file: SourceFile) -> Iterator[Span]:
    """Yield where the scalars stand; of a block scalar, the lines below its header."""
    for token in scalar_tokens(file.text):
        start = Position(token.start_mark.line + 1, token.start_mark.column + 1)
        end = Position(token.end_mark.line + 1, token.end_mark.column + 1)
        header = _BLOCK_HEADER.match(file.line(start.line)[start.column - 1 :]) if not token.plain else None
        yield Span(Position(start.line + 1, 1) if header else start, end)
