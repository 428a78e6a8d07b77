"""Run the rules on a whole pipeline: its counts, its order, its longest values."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.ir.graph import Graph
from pilothouse.rules.base import Plan
from pilothouse.rules.registry import GRAPH_RULES


def check_graph(graph: Graph, path: str) -> Iterator[Diagnostic]:
    """Yield what CodePipeline would reject, or run differently than the manifest suggests.

    Input: a graph, and the manifest's path. Output: findings at places in the manifest.
    """
    plan = Plan(graph, path)
    for rule in GRAPH_RULES:
        yield from at_most(rule(plan))
