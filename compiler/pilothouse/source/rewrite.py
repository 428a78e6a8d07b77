"""Edits of YAML text: from a route to the characters to change, everything around them left unchanged.

If text alone isn't enough (an anchor, a tag, a multi-line scalar, an item that shares its line), the answer
is None rather than a risk.
"""

from __future__ import annotations

import json
import re
from textwrap import indent

from pilothouse.source.edit import TextEdit
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pilothouse.source.route import Route
from pilothouse.source.span import Position, Span

_PLAIN = re.compile(r"[A-Za-z_](?:[\w./:@+-]*[\w/])?", re.ASCII)
"""Plain scalars that every parser reads as text, except the words of `_WORDS`."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})

_FLOW = re.compile(r"(?:[&!]\S*\s+)*[\[{]")
"""The start of a collection in brackets, after its anchor and its tag."""


def rename_key(file: SourceFile, spans: SourceMap, route: Route, name: str) -> TextEdit | None:
    """Rename a key, unless its mapping already has that key."""
    parent = spans.node(route[:-1])
    if not isinstance(parent, MappingNode) or route[-1] not in parent.entries or name in parent.entries:
        return None
    return _rewrite(file, spans.key(route), name)


def replace_scalar(file: SourceFile, spans: SourceMap, route: Route, text: str) -> TextEdit | None:
    """Replace a scalar with another text."""
    node = spans.node(route)
    return _rewrite(file, node.span, text) if isinstance(node, ScalarNode) else None


def remove(file: SourceFile, spans: SourceMap, route: Route) -> TextEdit | None:
    """Remove an item or an entry from a collection that keeps at least one other."""
    parent = spans.node(route[:-1])
    if parent is None:
        return None
    members = _members(parent)
    index = next((i for i, (step, _) in enumerate(members) if step == route[-1]), None)
    if index is None or len(members) < 2:
        return None
    around = [span for _, span in members]
    if _FLOW.match(file.between(parent.span)):
        return _remove_lines(file, around[index], "", ",") or _remove_in_flow(file, around, index)
    return _remove_lines(file, around[index], "-" if isinstance(parent, SequenceNode) else "", "")


def remove_only(file: SourceFile, spans: SourceMap, route: Route) -> TextEdit | None:
    """Remove the only entry of a mapping, which then is empty: `{}` in flow style, nothing in block style."""
    parent = spans.node(route[:-1])
    if not isinstance(parent, MappingNode) or list(parent.entries) != [route[-1]]:
        return None
    ((_, member),) = _members(parent)
    if _FLOW.match(file.between(parent.span)):
        behind = file.between(Span(member.end, parent.span.end))
        return TextEdit(member, "") if behind.strip() == "}" else None
    return _remove_lines(file, member, "", "")


def add_entry(file: SourceFile, spans: SourceMap, parent: Route, entry: str, after: str) -> TextEdit | None:
    """Add `entry` to the mapping at `parent`: on the line after the key `after`, or before the first."""
    node = spans.node(parent)
    if not isinstance(node, MappingNode) or not node.entries:
        return None
    own = {name: (key, value) for name, (key, value) in node.entries.items() if node.span.covers(key)}
    if not own:
        return None
    first = min(key.start for key, _ in own.values())
    if _FLOW.match(file.between(node.span)):
        return TextEdit(Span(first, first), f"{entry}, ")
    indent = " " * (first.column - 1)
    if after in own and _is_one_line(own[after]):
        line = own[after][0].start.line
        end = Position(line, len(file.line(line)) + 1)
        return TextEdit(Span(end, end), f"{file.line_break}{indent}{entry}")
    return TextEdit(Span(first, first), f"{entry}{file.line_break}{indent}")


def add_item(file: SourceFile, spans: SourceMap, route: Route, lines: str) -> TextEdit | None:
    """Add lines after a list item that is alone on its lines."""
    place = _item_lines(file, spans, route)
    if place is None:
        return None
    text = _indented(file, lines, place)
    if place.end.line > len(file.lines):  # the last line has no end
        end = Position(len(file.lines), len(file.lines[-1]) + 1)
        return TextEdit(Span(end, end), file.line_break + text.removesuffix(file.line_break))
    return TextEdit(Span(place.end, place.end), text)


def replace_item(
    file: SourceFile, spans: SourceMap, route: Route, lines: str, comment: tuple[str, ...]
) -> TextEdit | None:
    """Replace a list item that is alone on its lines, and a comment right above it, with lines."""
    place = _item_lines(file, spans, route)
    if place is None:
        return None
    first = place.start.line - len(comment)
    above = tuple(file.line(number).strip() for number in range(first, place.start.line))
    start = Position(first, 1) if above == comment else place.start
    return TextEdit(Span(start, place.end), _indented(file, lines, place))


def _item_lines(file: SourceFile, spans: SourceMap, route: Route) -> Span | None:
    """Return the lines of an item of a block sequence, up to the start of the next line."""
    parent, node = spans.node(route[:-1]), spans.node(route)
    if not isinstance(parent, SequenceNode) or node is None or not parent.span.covers(node.span):
        return None
    before = file.line(node.span.start.line)[: node.span.start.column - 1]
    end = node.span.end
    after = "" if end.column == 1 else file.line(end.line)[end.column - 1 :].strip()
    if before.strip() != "-" or (after and not after.startswith("#")):
        return None
    return Span(Position(node.span.start.line, 1), Position(end.line + (end.column > 1), 1))


def _indented(file: SourceFile, lines: str, place: Span) -> str:
    """Return lines indented like the item at a place, with the file's line endings."""
    item = file.line(place.start.line)
    indented = indent(lines, item[: len(item) - len(item.lstrip())])
    return indented.replace("\n", file.line_break)


def _is_one_line(entry: tuple[Span, Node]) -> bool:
    key, value = entry
    return isinstance(value, ScalarNode) and key.start.line == value.span.end.line


def _rewrite(file: SourceFile, span: Span, text: str) -> TextEdit | None:
    """Write a text with the quotes of the old one."""
    old = file.between(span)
    if span.start.line != span.end.line or not old or old[0] in "&*!|>":
        return None
    if old[0] == "'" and text.isprintable():
        return TextEdit(span, "'" + text.replace("'", "''") + "'")
    if old[0] != '"' and _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return TextEdit(span, text)
    return TextEdit(span, json.dumps(text, ensure_ascii=False))


def _members(node: Node) -> list[tuple[str | int, Span]]:
    """Return each member that is written in a collection itself, not through an alias or a merge."""
    if isinstance(node, SequenceNode):
        spans: list[tuple[str | int, Span]] = [(index, item.span) for index, item in enumerate(node.items)]
        return [(index, span) for index, span in spans if node.span.covers(span)]
    if isinstance(node, MappingNode):
        return [
            (name, Span(key.start, value.span.end))
            for name, (key, value) in node.entries.items()
            if node.span.covers(key) and value.span.start >= key.end
        ]
    return []


def _remove_in_flow(file: SourceFile, members: list[Span], index: int) -> TextEdit | None:
    """Remove a member of `[a, b]` with one of its commas."""
    member = members[index]
    if index > 0:
        edit = Span(members[index - 1].end, member.end)
        between = Span(edit.start, member.start)
    else:
        edit = Span(member.start, members[1].start)
        between = Span(member.end, edit.end)
    return TextEdit(edit, "") if file.between(between).strip() == "," else None


def _remove_lines(file: SourceFile, member: Span, dash: str, comma: str) -> TextEdit | None:
    """Remove the lines that contain only this member, except a dash before, a comma and comment after."""
    first, last = member.start.line, member.end.line
    before = file.line(first)[: member.start.column - 1]
    if before.strip() != dash:
        return None
    if member.end.column > 1:
        rest = file.line(last)[member.end.column - 1 :].strip().removeprefix(comma).lstrip()
        if rest and not rest.startswith("#"):
            return None
        last += 1
    start, end = Position(first, 1), Position(last, 1)
    if last > len(file.lines):
        start = Position(first - 1, len(file.line(first - 1)) + 1)
        end = Position(len(file.lines), len(file.lines[-1]) + 1)
    return TextEdit(Span(start, end), "")
