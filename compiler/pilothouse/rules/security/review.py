"""The subject of security rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.graph import Graph
from pilothouse.ir.script import Script
from pilothouse.ir.stack import Stack, TemplatePath
from pilothouse.rules.buildspecs import plain_path
from pilothouse.source.route import Route

_WHOLE_FILE = Key(())


@dataclass(frozen=True, slots=True)
class Review:
    """A pipeline with its template, and the buildspecs that could be read, by their paths from the root.

    Rules about permissions check the template after overrides, so permissions removed there aren't reported.
    """

    graph: Graph
    stack: Stack
    path: str
    scripts: tuple[tuple[str, Script], ...] = ()

    def key(self, route: Route) -> Place:
        """The manifest's key at `route`."""
        return Place(self.path, Key(route))

    def value(self, route: Route) -> Place:
        """The manifest's value at `route`."""
        return Place(self.path, Value(route))

    def cause(self, path: TemplatePath) -> Place:
        """The line that caused a part of the template; the stages, for the parts that every pipeline has."""
        place = self.stack.origin(path)
        return self.key(("stages",)) if place.anchor == _WHOLE_FILE else place

    def script(self, path: str) -> Script | None:
        """Return the buildspec at `path`, None if it could not be read."""
        return dict(self.scripts).get(plain_path(path))


SecurityRule = Callable[[Review], Iterator[Diagnostic]]


def once(
    code: Code, message: str, help: str, places: Sequence[Place], more: str = "and here"
) -> Iterator[Diagnostic]:
    """Yield one finding for all places of a defect, at the first of them; nothing if there are none."""
    unique = list(dict.fromkeys(places))
    if unique:
        first, *others = unique
        yield Diagnostic(code, message, first, help, tuple(Related(place, more) for place in others))
