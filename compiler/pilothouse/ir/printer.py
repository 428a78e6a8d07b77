"""The values that passes exchange as plain data, to be written as JSON (docs/output/ir.md).

It shows the internals of this version of the compiler and may change with any release.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.document import Document
from pilothouse.ir.graph import Graph
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.stack import Stack
from pilothouse.source.node import MappingNode, Node, SequenceNode
from pilothouse.source.route import Route, show_route
from pilothouse.source.span import Span


def printable(value: Document | Manifest | Graph | Stack) -> object:
    """Return a value as dicts, lists and scalars; every object has its type, every origin is a route."""
    return _plain(value)


def _plain(value: object) -> object:
    match value:
        case Document():
            return _plain_document(value)
        case Stack():
            return _plain_stack(value)
        case Enum():
            return value.value
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
        case tuple() | list():
            return [_plain(item) for item in value]
        case frozenset():
            return sorted(map(str, value))
    return _plain_dataclass(value) if is_dataclass(value) else value


def _plain_dataclass(value: Any) -> dict[str, object]:
    plain: dict[str, object] = {"type": type(value).__name__}
    for field in fields(value):
        item = getattr(value, field.name)
        plain[field.name] = show_route(item) if field.name == "origin" else _plain(item)
    return plain


def _plain_document(document: Document) -> dict[str, object]:
    spans = {show_route(route): _show_span(span) for route, span in _spans(document.spans.root, ())}
    return {"type": "Document", "path": document.file.path, "data": document.data, "spans": spans}


def _plain_stack(stack: Stack) -> dict[str, object]:
    origins = {show_route(path): _plain_place(place) for path, place in stack.origins.items()}
    return {
        "type": "Stack",
        "name": stack.name,
        "tags": _plain(stack.tags),
        "template": stack.template,
        "origins": origins,
    }


def _plain_place(place: Place) -> dict[str, object]:
    match place.anchor:
        case Key(route) | Value(route):
            return {"path": place.path, "route": show_route(route)}
        case Span() as span:
            return {"path": place.path, "span": _show_span(span)}
    return {"path": place.path}


def _spans(node: Node, route: Route) -> Iterator[tuple[Route, Span]]:
    yield route, node.span
    if isinstance(node, MappingNode):
        for key, (_, child) in node.entries.items():
            yield from _spans(child, (*route, key))
    elif isinstance(node, SequenceNode):
        for index, child in enumerate(node.items):
            yield from _spans(child, (*route, index))


def _show_span(span: Span) -> str:
    """Write a span as `LINE:COLUMN-LINE:COLUMN`."""
    return f"{span.start.line}:{span.start.column}-{span.end.line}:{span.end.column}"
