"""Build nodes from YAML events, with spans; without recursion, so that any depth is safe."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ruamel.yaml import events as yaml
from ruamel.yaml.error import YAMLError

from pilothouse.diagnostics import codes
from pilothouse.passes.parse.builder import TreeBuilder
from pilothouse.passes.parse.events import Event, Marks, RefusedError, fast_events, problem_of, strict_events
from pilothouse.passes.parse.problem import ParseError
from pilothouse.source.node import Node
from pilothouse.source.span import Span

LARGE = 100_000
"""Characters. The Python parser takes two seconds for as many; a larger text isn't read a second time."""


class Composed(NamedTuple):
    """A document, the defects of its keys, and the places of its scalars with a `#`, in order."""

    root: Node
    problems: list[ParseError]
    with_hash: list[Span]


def compose(text: str) -> Composed:
    """Compose the one document in `text`. Raises ParseError if the reading can't go on."""
    try:
        return _compose(fast_events(text), Marks(text))
    except RefusedError as refused:
        if len(text) > LARGE and isinstance(refused.reason, YAMLError):
            raise problem_of(refused.reason, text) from refused
        return _compose(strict_events(text, refused.reason), Marks(text))


def _compose(stream: Iterator[Event], marks: Marks) -> Composed:
    builder = TreeBuilder()
    for event in stream:
        match event:
            case yaml.ScalarEvent():
                builder.scalar(event.value, event.tag, event.style, event.anchor, marks.span(event))
            case yaml.MappingStartEvent():
                builder.open_mapping(
                    event.tag, event.anchor, marks.span(event), is_flow=bool(event.flow_style)
                )
            case yaml.SequenceStartEvent():
                builder.open_sequence(
                    event.tag, event.anchor, marks.span(event), is_flow=bool(event.flow_style)
                )
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                builder.close(marks.span(event).end)
            case yaml.AliasEvent():
                builder.alias(event.anchor, marks.span(event))
            case yaml.DocumentStartEvent() if builder.root is not None:
                message = "a second document starts here; a file must contain one"
                help = "keep one of them, and move the other to a separate file"
                builder.problems.append(ParseError(codes.SEVERAL_DOCUMENTS, message, marks.span(event), help))
                break
    if builder.root is None:
        raise ParseError(codes.EMPTY_FILE, "the file is empty", None, "add content, or remove the file")
    return Composed(builder.root, builder.problems, builder.with_hash)
