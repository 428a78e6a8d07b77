"""Read a table of a TOML file into a document."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.document import Document
from pilothouse.ir.outcome import Outcome
from pilothouse.passes.parse_toml.places import Places, find_places
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pilothouse.source.route import Route
from pilothouse.source.span import Position, Span

__all__ = ["parse_toml"]

_WHERE = re.compile(r"(?P<problem>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


def parse_toml(file: SourceFile, table: Route = ()) -> Outcome[Document]:
    """Read the table at the route `table`; its document's routes start there.

    Input: a text. Output: the table's document, or what is wrong with the text as TOML. A table that isn't
    there reads as an empty one.
    """
    try:
        data: Any = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        return Outcome(None, (_problem(str(error), file),))
    for step in table:
        data = data.get(step, {}) if isinstance(data, dict) else {}
    found = find_places(file).items()
    places = Places({route[len(table) :]: at for route, at in found if route[: len(table)] == table})
    return Outcome(Document(file, data, SourceMap(_node(data, (), places))))


def _problem(sentence: str, file: SourceFile) -> Diagnostic:
    match = _WHERE.fullmatch(sentence)
    where = Position(len(file.lines), len(file.lines[-1]) + 1)
    if match and match["line"]:
        where = Position(int(match["line"]), int(match["column"]))
    problem = match["problem"] if match else sentence
    message = f"invalid TOML: {problem[:1].lower()}{problem[1:]}"
    return Diagnostic(codes.INVALID_TOML, message, Place(file.path, Span(where, where)))


def _node(data: Any, route: Route, places: Places) -> Node:
    span = places.value(route)
    if isinstance(data, dict):
        entries = {
            key: (places.key((*route, key)), _node(value, (*route, key), places))
            for key, value in data.items()
        }
        return MappingNode(span, entries)
    if isinstance(data, list):
        items = (_node(value, (*route, index), places) for index, value in enumerate(data))
        return SequenceNode(span, tuple(items))
    value = data if isinstance(data, str | int | float | bool) else str(data)
    return ScalarNode(span, value, str(data))
