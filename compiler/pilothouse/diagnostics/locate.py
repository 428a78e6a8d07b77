"""From a symbolic place to line and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pilothouse.diagnostics.place import Place
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.span import Span


@dataclass(frozen=True, slots=True)
class Source:
    """A file with its source map; without one (it could not be parsed) only spans can be located."""

    file: SourceFile
    spans: SourceMap | None = None


Sources = Mapping[str, Source]
"""The files of a compilation by path."""


@dataclass(frozen=True, slots=True)
class Location:
    """A resolved place: `span` is None for a file as a whole, `file` if its text is unknown."""

    path: str
    span: Span | None = None
    file: SourceFile | None = None


def locate(place: Place, sources: Sources) -> Location:
    """Look a place up."""
    source = sources.get(place.path)
    if source is None:
        return Location(place.path)
    anchor = place.anchor
    if anchor is None or isinstance(anchor, Span):
        return Location(place.path, anchor, source.file)
    span = anchor.span(source.spans) if source.spans else None
    return Location(place.path, span, source.file)
