"""Read a table of a TOML file into a document."""

from __future__ import annotations

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
from pilothouse.source.toml import TomlError, read_toml

__all__ = ["parse_toml"]


def parse_toml(file: SourceFile, table: Route = ()) -> Outcome[Document]:
    """Read the table at the route `table`; its document's routes start there.

    Input: a text. Output: the table's document, or the TOML syntax error. A missing table reads as an empty
    one.
    """
    try:
        data: Any = read_toml(file.text)
    except TomlError as error:
        return Outcome(None, (_problem(error, file),))
    for step in table:
        data = data.get(step, {}) if isinstance(data, dict) else {}
    found = find_places(file).items()
    places = Places({route[len(table) :]: at for route, at in found if route[: len(table)] == table})
    return Outcome(Document(file, data, SourceMap(_node(data, (), places))))


def _problem(error: TomlError, file: SourceFile) -> Diagnostic:
    message = f"invalid TOML: {error.problem[:1].lower()}{error.problem[1:]}"
    if error.is_unplaced:
        return Diagnostic(codes.INVALID_TOML, message, Place(file.path))
    where = Position(*(error.where or (len(file.lines), len(file.lines[-1]) + 1)))
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
