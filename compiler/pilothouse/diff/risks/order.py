"""Lost ordering: of stages, and of actions within a stage.

Source: CodePipeline user guide, "Pipeline structure reference": stages run in the order of the list, actions
of one stage by run order, those with the same run order at the same time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pilothouse.diff.difference import Comparison
from pilothouse.diff.pipeline import APPROVAL, Action, Stage
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.pipelines import PipelinePair, pipeline_pairs


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each stage and each action that no longer waits for one that it waited for."""
    for pair in pipeline_pairs(comparison):
        yield from _stages(pair)
        for before, after in pair.common_stages():
            yield from _actions(pair, before, after)


def _stages(pair: PipelinePair) -> Iterator[Risk]:
    overtaken: dict[str, list[str]] = {}
    for (_, first), (_, second) in combinations(pair.common_stages(), 2):
        if second.index < first.index:
            overtaken.setdefault(second.name, []).append(first.name)
    for name, earlier in overtaken.items():
        summary = f"stage {name} now runs before {_listed(earlier)}"
        stage = pair.after[name]
        yield Risk(
            RiskKind.STAGE_ORDER_LOST, pair.logical_id, summary, (), pair.before[name].path, stage.path
        )


def _actions(pair: PipelinePair, before: Stage, after: Stage) -> Iterator[Risk]:
    """Approvals have a separate risk; an action that was moved to another stage can't be compared."""
    common = [
        (action, after.actions[name])
        for name, action in before.actions.items()
        if name in after.actions and action.category != APPROVAL
    ]
    if all(old.run_order == new.run_order for old, new in common):
        return
    for old, new in common:
        lost = [
            other_new
            for other_old, other_new in common
            if other_old.run_order < old.run_order and other_new.run_order >= new.run_order
        ]
        if lost:
            others = lost[0].name if len(lost) == 1 else f"{len(lost)} others"
            summary = f"{new.name} of stage {after.name} no longer waits for {others}"
            details = tuple(f"{action.name} {_when(action, new)}" for action in lost)
            yield Risk(RiskKind.DEPLOYMENT_ORDER_LOST, pair.logical_id, summary, details, old.path, new.path)


def _when(other: Action, action: Action) -> str:
    return "runs at the same time" if other.run_order == action.run_order else "runs later"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
