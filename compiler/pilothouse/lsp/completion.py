"""Completions at the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

from pilothouse.ir.context import Context
from pilothouse.ir.image import CURATED, LINUX
from pilothouse.lsp.cursor import Cursor
from pilothouse.lsp.outline import Outline
from pilothouse.lsp.shape import Shape, takes_block
from pilothouse.source.route import Route

_GROUPS = ("pre_deployments", "deployments", "post_deployments")
_YAML = (".yml", ".yaml")
_FILES = {"buildspec": _YAML, "template_path": (*_YAML, ".json"), "template_config": (*_YAML, ".json")}
"""Keys whose value is a file, and the possible endings of its name."""


class Sort(Enum):
    """The kind of a proposal."""

    KEY = "key"
    VALUE = "value"
    NAME = "name"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal's label, its text if it is accepted, and its description.

    If `follows` isn't empty, the label becomes a key: these are its colon and the text after it.
    """

    label: str
    sort: Sort
    detail: str = ""
    documentation: str = ""
    follows: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """The available names: in the context, workloads, files, and in the manifest so far."""

    context: Context | None = None
    workloads: tuple[str, ...] = ()
    outline: Outline = field(default_factory=dict)
    files: Iterable[str] = ()

    def keys(self, route: Route) -> list[str]:
        """Return the keys that the mapping at `route` has."""
        return [key[-1] for key in self.outline if key[:-1] == route and isinstance(key[-1], str)]

    def siblings(self, route: Route) -> set[str]:
        """Return the values at the same place in the other items of the innermost list around `route`."""
        at = max((index for index, step in enumerate(route) if isinstance(step, int)), default=-1)
        if at < 0:
            return set()
        others = (one for one in self.outline if len(one) == len(route) and one != route)
        around = (one for one in others if one[:at] == route[:at] and one[at + 1 :] == route[at + 1 :])
        return {self.outline[one] for one in around}


def complete(cursor: Cursor, shape: Shape, world: World) -> Iterator[Proposal]:
    """Yield proposals for the cursor's place, in the order to show them, each with the text to write."""
    is_in_item = cursor.is_value or cursor.is_in_flow or not shape.is_list(cursor.route)
    lead = " " if cursor.needs_blank else "" if is_in_item else "- "
    here = cursor if is_in_item else cursor._replace(route=(*cursor.route, _LATER))
    for proposal in _proposals(here, shape, world):
        if not (cursor.quote and proposal.text):
            yield replace(proposal, text=lead + _written(proposal, cursor))


_LATER = 1_000_000
"""The index of a new item: after all others."""


def _proposals(cursor: Cursor, shape: Shape, world: World) -> Iterator[Proposal]:
    if "depends_on" in cursor.route:
        return _dependencies(cursor, world)
    return _values(cursor.route, shape, world) if cursor.is_value else _keys(cursor, shape, world)


def _written(proposal: Proposal, cursor: Cursor) -> str:
    """Return the replacement of the word: a key gets its colon, and a quote its end, if missing."""
    text = proposal.text or proposal.label
    if cursor.quote and cursor.is_closed:
        return text
    colon = (
        "" if cursor.has_colon or not proposal.follows else ": " if cursor.is_in_flow else proposal.follows
    )
    return text + cursor.quote + colon


def _keys(cursor: Cursor, shape: Shape, world: World) -> Iterator[Proposal]:
    route = cursor.route
    present = set(world.keys(route))
    if cursor.has_colon:
        present.discard(cursor.typed + cursor.tail)
    required = (shape.at(route) or {}).get("required", ())
    for key, schema in shape.keys(route).items():
        if key not in present:
            detail = "required" if key in required else ""
            follows = ":" if takes_block(schema) else ": "
            yield Proposal(key, Sort.KEY, detail, schema.get("description", ""), follows)
    if len(route) == 3 and route[-1] == "deployments":
        for name in world.workloads:
            if name not in present:
                kind = world.context.workloads.get(name, "") if world.context else ""
                yield Proposal(name, Sort.NAME, kind or "workload", follows=":")


def _values(route: Route, shape: Shape, world: World) -> Iterator[Proposal]:
    for choice in shape.choices(route):
        yield Proposal(choice, Sort.VALUE)
    key = str(route[-1])
    if route == ("build", "image"):
        for image in LINUX:
            yield Proposal(CURATED + image, Sort.VALUE, "CodeBuild image")
    if key in _FILES:
        fitting = (path for path in world.files if path.endswith(_FILES[key]))
        for path in sorted(fitting, key=lambda path: (key not in path, path)):
            yield Proposal(path, Sort.FILE)
    if world.context:
        yield from _known(route, world, world.context)


def _known(route: Route, world: World, context: Context) -> Iterator[Proposal]:
    """Propose names from the context: environments that no other stage has, and connections."""
    if len(route) == 3 and (route[0], route[2]) == ("stages", "name"):
        taken = world.siblings(route)
        for name, environment in context.environments.items():
            if name not in taken:
                yield Proposal(name, Sort.NAME, f"environment in {environment.region}")
    if route[-1] == "connection_name":
        for name in context.connections:
            yield Proposal(name, Sort.NAME, "connection")


def _dependencies(cursor: Cursor, world: World) -> Iterator[Proposal]:
    """Propose the other actions of the same group that aren't in the list."""
    at = cursor.route.index("depends_on")
    group, own = cursor.route[: at - 1], cursor.route[at - 1]
    if group[-1:] and group[-1] in _GROUPS:
        taken = {own, *world.siblings(cursor.route)} if not cursor.is_value else {own}
        for name in world.keys(group):
            if name not in taken:
                text = f"[{name}]" if cursor.is_value else ""
                yield Proposal(name, Sort.NAME, "action in the same group", text=text)
