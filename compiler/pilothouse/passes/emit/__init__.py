"""Emit a CloudFormation stack from a graph. The only door to troposphere."""

from __future__ import annotations

from pilothouse.ir.graph import Graph
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.stack import Stack
from pilothouse.passes.emit.put_off import put_off

__all__ = ["emit"]


def emit(graph: Graph, path: str) -> Outcome[Stack]:
    """Emit the stack of a graph.

    Input: a graph, and the manifest's path for findings. Output: the stack with the origin of each part, or
    findings for the values that troposphere rejected.
    """
    put_off("cfn_flip")  # half of troposphere's imports, only for its `to_yaml`, which is never used here
    from pilothouse.passes.emit.stack import emit_stack

    return emit_stack(graph, path)
