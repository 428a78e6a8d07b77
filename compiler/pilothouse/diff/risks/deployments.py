"""Deployments that delete their own stack.

Source: CodePipeline user guide, "CloudFormation deploy action reference": `DELETE_ONLY` deletes the stack,
`REPLACE_ON_FAILURE` deletes a failed one and recreates it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diff.difference import Comparison
from pilothouse.diff.node import FunctionNode, MapNode, Node, ScalarNode
from pilothouse.diff.pipeline import Action
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.pipelines import pipeline_actions

_DELETING = {
    "DELETE_ONLY": "deletes the stack",
    "REPLACE_ON_FAILURE": "deletes the stack if it is in a failed state",
}


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each action that deletes a stack, and did not before."""
    if not comparison.before.resources:
        return
    known = {
        (action.target, _shown(_mode(action)))
        for _, action in pipeline_actions(comparison.before)
        if _mode(action)
    }
    for pipeline, action in pipeline_actions(comparison.after):
        mode = _mode(action)
        if mode is None or (action.target, _shown(mode)) in known:
            continue
        if isinstance(mode, FunctionNode) or _shown(mode) in _DELETING:
            what = _DELETING.get(_shown(mode), "may delete the stack: its ActionMode can't be read")
            summary = f"action {action.name} {what} {action.target.name}"
            yield Risk(RiskKind.STACK_DELETED, pipeline, summary, (), None, mode.path)


def _mode(action: Action) -> Node | None:
    configuration = action.node.entries.get("Configuration")
    return configuration.entries.get("ActionMode") if isinstance(configuration, MapNode) else None


def _shown(mode: Node | None) -> str:
    return (mode.value or "") if isinstance(mode, ScalarNode) else ""
