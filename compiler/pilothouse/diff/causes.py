"""The line that caused a fact: of all lines that determine a part of a template, the edited one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pilothouse.diagnostics.locate import Location, Source, locate
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diff.edits import Edits
from pilothouse.diff.side import Side
from pilothouse.ir.stack import TemplatePath
from pilothouse.source.map import SourceMap
from pilothouse.source.route import Route
from pilothouse.source.span import Position, Span


@dataclass(frozen=True, slots=True)
class Part:
    """A part of two templates by its paths there, None where it never was.

    Of two lines that were edited, the old one counts for what `is_gone`; the path after then leads to what
    held it.
    """

    before: TemplatePath | None
    after: TemplatePath
    is_gone: bool


class Causes:
    """Finds lines in the files behind two stacks."""

    def __init__(self, before: Side, after: Side) -> None:
        self._before = before
        self._after = after
        self._edits = Edits(before.sources, after.sources, (before.context, after.context))
        self._found: dict[Part, Location | None] = {}

    @property
    def are_edits_known(self) -> bool:
        """Whether the files behind both stacks are known, so that edits can be found."""
        return bool(self._before.sources and self._after.sources)

    def edited(self, part: Part) -> Location | None:
        """Return the edited line that determines a part; None if none of those lines was edited."""
        if part not in self._found:
            self._found[part] = self._first_edited(*self._places(part), part)
        return self._found[part]

    def edited_around(self, part: Part) -> Location | None:
        """Return an edited line that may determine a part: of the whole stack, or near the part's lines."""
        found = self._first_edited(*self._places(part, of_all=True), part)
        before, after = self._places(part)
        return found or self._above(after, is_old=False) or self._above(before, is_old=True)

    def any(self, part: Part) -> Location | None:
        """Return the line of a part, edited or not; None if it isn't written anywhere."""
        old = _written(self._before, part.before) if part.before is not None else None
        new = _written(self._after, part.after)
        return (old or new) if part.is_gone else (new or old)

    def _places(self, part: Part, *, of_all: bool = False) -> tuple[list[Place], list[Place]]:
        """Return all that decides a part, before and after, what is most about it first.

        With `of_all` it is what decides all parts.
        """
        if of_all:
            return list(_origins(self._before, ())), list(_origins(self._after, ()))
        return (
            [*_removals(self._before, part.after), *_origins(self._before, part.before)],
            [*_removals(self._after, part.before), *_origins(self._after, part.after)],
        )

    def _first_edited(self, old: Sequence[Place], new: Sequence[Place], part: Part) -> Location | None:
        for before, after in zip_longest(old, new):
            lines = (self._edited(before, is_old=True), self._edited(after, is_old=False))
            if found := (lines[0] or lines[1]) if part.is_gone else (lines[1] or lines[0]):
                return found
        return None

    def _above(self, places: Sequence[Place], *, is_old: bool) -> Location | None:
        """Return the edited line that is the nearest around the first of some places."""
        route = _route(places[0]) if places else ()
        for length in range(len(route) - 1, 0, -1):
            if found := self._edited(Place(places[0].path, Key(route[:length])), is_old=is_old):
                return found
        return None

    def _edited(self, place: Place | None, *, is_old: bool, is_other: bool = False) -> Location | None:
        side = self._before if is_old else self._after
        is_edited = self._edits.is_before if is_old else self._edits.is_after
        source = side.sources.get(place.path) if place else None
        if place is None or source is None:
            return None
        if source.spans and _route(place) and source.spans.node(_route(place)) is None:
            # it is written on the other side alone, which is the edit
            other = self._edits.counterpart(place.path, is_old=is_old)
            elsewhere = Place(other, place.anchor) if other and not is_other else None
            return self._edited(elsewhere, is_old=not is_old, is_other=True)
        for line in _lines(place, source.spans):
            if is_edited(place.path, line):
                return _location(place, source, line, locate(place, side.sources))
        return None


def _removals(side: Side, path: TemplatePath | None) -> Iterator[Place]:
    """Yield the patches that removed the other template's part at a path, or a parent of it."""
    if side.stack and side.stack.removals:
        for where in _prefixes(path or ()):
            if where in side.stack.removals:
                yield side.stack.removals[where]


def _origins(side: Side, path: TemplatePath | None) -> Iterator[Place]:
    """Yield all lines that determine a part or its parents; those that determine everything only for all."""
    if side.stack is None or path is None:
        return
    for where in _prefixes(path):
        if where in side.stack.origins and (where or not path):
            place = side.stack.origins[where]
            yield from (place, *place.others)


def _prefixes(path: TemplatePath) -> Iterator[TemplatePath]:
    return (path[:length] for length in range(len(path), -1, -1))


def _written(side: Side, path: TemplatePath) -> Location | None:
    if side.stack is None:
        return None
    place = side.stack.origin(path)
    is_of_all = place is side.stack.origins[()]
    for one in (place, *(() if is_of_all else place.others)):
        source = side.sources.get(one.path)
        route = _route(one)
        is_somewhere = bool(route and source and source.spans and source.spans.node(route[:1]))
        if not isinstance(one.anchor, Key | Value) or is_somewhere:
            return locate(one, side.sources)
    return None  # a default that is written nowhere


def _route(place: Place) -> Route:
    return place.anchor.route if isinstance(place.anchor, Key | Value) else ()


def _lines(place: Place, spans: SourceMap | None) -> range:
    """Return the lines of a place: those of a key and its value, for a key."""
    route = _route(place)
    if isinstance(place.anchor, Span):
        span = place.anchor
    elif spans is None or not route or spans.node(route) is None:
        return range(0)
    else:
        value = spans.value(route)
        span = Span(spans.key(route).start if isinstance(place.anchor, Key) else value.start, value.end)
    last = span.end.line - (span.end.column == 1 and span.end.line > span.start.line)
    return range(span.start.line, last + 1)


def _location(place: Place, source: Source, line: int, whole: Location) -> Location:
    """Return the place itself if it begins on a line, else that line, without its indentation."""
    if whole.span and whole.span.start.line == line:
        return whole
    text = source.file.line(line)
    start = Position(line, len(text) - len(text.lstrip()) + 1)
    return Location(place.path, Span(start, Position(line, len(text.rstrip()) + 1)), source.file)
