"""A template while it is being patched: a tree whose parts know their origin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pilothouse.diagnostics.place import Place
from pilothouse.ir.cloudformation_yaml import scalar_as_cloudformation_reads
from pilothouse.ir.intrinsics import INTRINSICS, long_form
from pilothouse.ir.stack import TemplatePath
from pilothouse.source.node import MappingNode, Node, Scalar, ScalarNode
from pilothouse.source.route import Route

_TAGS = {name: tag for tag, name in INTRINSICS.items()}


@dataclass(slots=True)
class Part:
    """A mapping, a list or a scalar, with the short form of its intrinsic function if it is one's operand.

    A pointer into a template follows the template as Copilot renders it: `!Sub x` is a scalar there, and
    `!Join [a, b]` a list. A part without an `origin` has that of its parent.
    """

    content: dict[str, Part] | list[Part] | Scalar
    tag: str = ""
    origin: Place | None = None
    is_blamed: bool = False
    """Whether a removal is its origin; all of its children then have separate origins."""
    path: TemplatePath | None = None
    """Its path in the template before any patch; None if a patch wrote it."""

    def children(self) -> Iterator[tuple[str | int, Part]]:
        """Yield keys and values, or indexes and items."""
        if isinstance(self.content, dict):
            yield from self.content.items()
        elif isinstance(self.content, list):
            yield from enumerate(self.content)

    def depth(self) -> int:
        """The nesting depth of its plain data, itself included."""
        deepest, open_parts = 0, [(self, 0)]
        while open_parts:
            part, above = open_parts.pop()
            level = above + part.own_levels
            deepest = max(deepest, level)
            open_parts += ((child, level) for _, child in part.children())
        return deepest

    @property
    def own_levels(self) -> int:
        """The levels that it adds: the long form of a function is a mapping around the operand."""
        return 2 if self.tag else 1

    def plain(self) -> Any:
        """Return plain data, intrinsic functions in their long form."""
        data: Any = self.content
        if isinstance(self.content, dict):
            data = {key: part.plain() for key, part in self.content.items()}
        elif isinstance(self.content, list):
            data = [part.plain() for part in self.content]
        return long_form(self.tag, data) if self.tag else data

    def origins(self, path: TemplatePath = ()) -> Iterator[tuple[TemplatePath, Place]]:
        """Yield each origin by its path in the plain data."""
        if self.origin:
            yield path, self.origin
        inside = (*path, INTRINSICS[self.tag]) if self.tag else path
        for step, part in self.children():
            yield from part.origins((*inside, step))


def rendered(data: Any, origins: Mapping[TemplatePath, Place], path: TemplatePath = ()) -> Part:
    """Return a template's data as Copilot renders it: functions in their short form."""
    origin = origins.get(path)
    if isinstance(data, dict):
        if len(data) == 1 and (tag := _TAGS.get(next(iter(data)))) and tag != "!Condition":
            ((name, operand),) = data.items()
            if name == "Fn::GetAtt" and _are_texts(operand):
                operand = ".".join(operand)
            return Part(rendered(operand, origins, (*path, name)).content, tag, origin, path=path)
        entries = {key: rendered(value, origins, (*path, key)) for key, value in data.items()}
        return Part(entries, origin=origin, path=path)
    if isinstance(data, list):
        items = [rendered(item, origins, (*path, index)) for index, item in enumerate(data)]
        return Part(items, origin=origin, path=path)
    return Part(data, origin=origin, path=path)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def written(node: Node, place: Callable[[Route], Place | None], route: Route = ()) -> Part:
    """Convert a user's value: functions in the given form, scalars as CloudFormation reads them."""
    tag = node.tag if node.tag in INTRINSICS else ""
    if isinstance(node, ScalarNode):
        return Part(scalar_as_cloudformation_reads(node), tag, place(route))
    if isinstance(node, MappingNode):
        entries = {key: written(child, place, (*route, key)) for key, (_, child) in node.entries.items()}
        return Part(entries, tag, place(route))
    items = [written(child, place, (*route, index)) for index, child in enumerate(node.items)]
    return Part(items, tag, place(route))
