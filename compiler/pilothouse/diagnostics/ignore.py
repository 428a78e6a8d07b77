"""Comments that ignore findings: `# pilothouse: ignore[PH203, empty-stage]`, and `ignore-file`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import find_codes
from pilothouse.source.comment import Comment
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.span import Position, Span

_DIRECTIVE = re.compile(
    r"#\s*(?i:pilothouse):\s*(?P<verb>(?i:ignore(?:-file)?))(?P<list>\s*\[(?P<names>[^\]]*)\])?.*"
)
_NAME = re.compile(r"[^\s,]+")


@dataclass(frozen=True, slots=True)
class IgnoredName:
    """A name in an ignore comment, as written, and the codes that it matches: none if it is unknown."""

    text: str
    span: Span
    codes: frozenset[Code]


@dataclass(frozen=True, slots=True)
class Ignore:
    """An ignore comment. `line` is the line that it applies to, None for the whole file.

    `span` covers the comment from the start of the directive. `names` is empty if it can't be parsed.
    """

    span: Span
    names: tuple[IgnoredName, ...]
    line: int | None


def read_ignores(file: SourceFile, spans: SourceMap) -> Iterator[Ignore]:
    """Yield the ignore comments of a file, in order.

    A comment on a line without other content applies to the next line with content.
    """
    targets: list[int] | None = None
    for comment in spans.comments:
        match = _DIRECTIVE.search(comment.text)
        if match is None:
            continue
        line, column = comment.span.start
        span = Span(Position(line, column + match.start()), comment.span.end)
        names = tuple(_names(match, comment))
        if match["verb"].lower() == "ignore-file":
            yield Ignore(span, names, None)
        elif file.line(line)[: column - 1].strip():
            yield Ignore(span, names, line)
        else:
            targets = _next_content(file) if targets is None else targets
            yield Ignore(span, names, targets[line - 1])


def _names(match: re.Match[str], comment: Comment) -> Iterator[IgnoredName]:
    line, column = comment.span.start
    for name in _NAME.finditer(match["names"] or ""):
        start = Position(line, column + match.start("names") + name.start())
        span = Span(start, Position(line, start.column + len(name[0])))
        yield IgnoredName(name[0], span, find_codes(name[0]))


def _next_content(file: SourceFile) -> list[int]:
    """Return for each line the next line with content, or the line itself if there is none."""
    targets, following = [], 0
    for number in range(len(file.lines), 0, -1):
        targets.append(following or number)
        following = number if _has_content(file.line(number)) else following
    return targets[::-1]


def _has_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")
