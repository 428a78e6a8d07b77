"""The run order of each action, as an inlay hint."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pilothouse.ir.graph import Action, Graph, Stage
from pilothouse.source.map import SourceMap
from pilothouse.source.route import Route
from pilothouse.source.span import Position


class Hint(NamedTuple):
    """A few words to show at a position."""

    position: Position
    text: str
    tooltip: str


def run_orders(graph: Graph, spans: SourceMap) -> Iterator[Hint]:
    """Yield a hint for each action, after its key; for a stage's default deployments, one for all."""
    for stage in graph.deployed_stages:
        for action in stage.actions:
            if action.origin != stage.origin:
                yield Hint(spans.key(action.origin).end, f"runs {_place(action)}", _explained(action))
        yield from _defaults(stage, spans)


def explained(graph: Graph, origin: Route) -> str:
    """Describe the run order of the action from `origin`; an empty text if there is none."""
    actions = (action for stage in graph.deployed_stages for action in stage.actions)
    return next((_explained(action) for action in actions if action.origin == origin), "")


def _defaults(stage: Stage, spans: SourceMap) -> Iterator[Hint]:
    """Describe the workloads that a stage without a list of deployments deploys."""
    names = [action.deployment for action in stage.deployments if action.origin == stage.origin]
    if names:
        name = (*stage.origin, "name")
        listed = ", ".join(names)
        tooltip = "The stage lists no deployments, so it deploys every workload in the workspace."
        yield Hint(spans.value(name).end, f"deploys {listed}, {_place(stage.deployments[0])}", tooltip)


def _place(action: Action) -> str:
    return f"#{action.run_order}"


def _explained(action: Action) -> str:
    after = f", after {', '.join(action.depends_on)}" if action.depends_on else ""
    return f"Action {action.name}, {action.kind.value}: run order {action.run_order} in its stage{after}."
