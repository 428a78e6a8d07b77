"""What may be written where the cursor stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from pilothouse.ir.context import Context
from pilothouse.lsp.flow import Cursor
from pilothouse.lsp.outline import KeyPlace
from pilothouse.lsp.shape import Shape, takes_block
from pilothouse.source.route import Route

_GROUPS = ("pre_deployments", "deployments", "post_deployments")


class Sort(Enum):
    """What a proposal stands for."""

    KEY = "key"
    VALUE = "value"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is shown in the list, what is written if it is taken, and what is said of it."""

    label: str
    text: str
    sort: Sort
    detail: str = ""
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """What there is to be named: that of the context, the workloads, and the keys already written."""

    context: Context | None = None
    workloads: tuple[str, ...] = ()
    keys: Mapping[Route, KeyPlace] = field(default_factory=dict)

    def children(self, route: Route) -> list[str]:
        """Return the keys that the mapping at `route` has."""
        return [str(key[-1]) for key in self.keys if key[:-1] == route]


def complete(cursor: Cursor, shape: Shape, world: World) -> Iterator[Proposal]:
    """Yield proposals for the cursor's place, in the order to show them."""
    route = cursor.route
    if "depends_on" in route:
        yield from _dependencies(cursor, world)
    elif cursor.is_value:
        yield from _values(route, shape, world)
    else:
        yield from _keys(route, shape, world)


def _keys(route: Route, shape: Shape, world: World) -> Iterator[Proposal]:
    present = world.children(route)
    required = (shape.at(route) or {}).get("required", ())
    for key, schema in shape.keys(route).items():
        if key not in present:
            text = f"{key}:" if takes_block(schema) else f"{key}: "
            detail = "required" if key in required else ""
            yield Proposal(key, text, Sort.KEY, detail, schema.get("description", ""))
    if len(route) == 3 and route[-1] == "deployments":
        for name in world.workloads:
            if name not in present:
                kind = world.context.workloads.get(name, "") if world.context else ""
                yield Proposal(name, f"{name}:", Sort.NAME, kind or "workload")


def _values(route: Route, shape: Shape, world: World) -> Iterator[Proposal]:
    for choice in shape.choices(route):
        yield Proposal(choice, choice, Sort.VALUE)
    if world.context is None:
        return
    if len(route) == 3 and (route[0], route[2]) == ("stages", "name"):
        for name, environment in world.context.environments.items():
            yield Proposal(name, name, Sort.NAME, f"environment in {environment.region}")
    if route[-1:] == ("connection_name",):
        for name in world.context.connections:
            yield Proposal(name, name, Sort.NAME, "connection")


def _dependencies(cursor: Cursor, world: World) -> Iterator[Proposal]:
    """Propose the other actions of the same group."""
    at = cursor.route.index("depends_on")
    group, own = cursor.route[: at - 1], cursor.route[at - 1]
    if group[-1:] and group[-1] in _GROUPS:
        for name in world.children(group):
            if name != own:
                text = f"[{name}]" if cursor.is_value else name
                yield Proposal(name, text, Sort.NAME, "action of the same group")
