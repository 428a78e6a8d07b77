"""Approvals that no longer stand before what they stood before.

Source: CodePipeline user guide, "Add a manual approval action to a stage": the pipeline stops where the
action runs. So an approval guards what has a higher run order in its stage, and all stages behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pilothouse.diff.difference import Comparison
from pilothouse.diff.pipeline import Action, Stage
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.pipelines import PipelinePair, pipeline_pairs

APPROVAL = "Approval"


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each approval that something no longer waits for, and each new deployment that evades one."""
    for pair in pipeline_pairs(comparison):
        for stage in pair.before.values():
            for approval in stage.of_category(APPROVAL):
                if pair.is_readable:
                    yield from _unguarded(pair, stage, approval)
                else:
                    yield _unknown(pair, stage, approval)
        for before, after in pair.common_stages():
            yield from _evading(pair, before, after)


def _unknown(pair: PipelinePair, stage: Stage, approval: Action) -> Risk:
    summary = (
        f"the approval {approval.name} of stage {stage.name} can't be followed: read the stages yourself"
    )
    return Risk(RiskKind.APPROVAL_BYPASSED, pair.logical_id, summary, (), approval.path, pair.path)


def _unguarded(pair: PipelinePair, stage: Stage, approval: Action) -> Iterator[Risk]:
    later = pair.after.get(stage.name)
    kept = later.actions.get(approval.name) if later else None
    is_kept = kept is not None and kept.category == APPROVAL
    free = [
        (other, action)
        for other, action in _guarded(pair, stage, approval)
        if not (is_kept and later and kept and _guards(later, kept, other, action))
    ]
    if not free:
        return
    kind = RiskKind.APPROVAL_BYPASSED if is_kept else RiskKind.APPROVAL_REMOVED
    verb = "no longer stands before" if is_kept else "is gone; nobody is asked before"
    summary = f"the approval {approval.name} of stage {stage.name} {verb} {_count(len(free))}"
    after = kept.path if is_kept and kept else later.path if later else pair.path
    yield Risk(kind, pair.logical_id, summary, tuple(_listed(stage, free)), approval.path, after)


def _guarded(pair: PipelinePair, stage: Stage, approval: Action) -> Iterator[tuple[Stage, Action]]:
    """Yield what the approval stood before and what is still there, as it is now."""
    for other, now in pair.common_stages():
        for name, action in other.actions.items():
            if (
                name in now.actions
                and action.category != APPROVAL
                and _guards(stage, approval, other, action)
            ):
                yield now, now.actions[name]


def _guards(stage: Stage, approval: Action, other: Stage, action: Action) -> bool:
    if stage.index == other.index:
        return approval.run_order < action.run_order
    return stage.index < other.index


def _evading(pair: PipelinePair, before: Stage, after: Stage) -> Iterator[Risk]:
    """Yield a new deployment that runs no later than the approval that all others of its stage wait for."""
    approvals = after.of_category(APPROVAL)
    if not approvals or not before.of_category(APPROVAL):
        return
    first = min(approval.run_order for approval in approvals)
    for action in after.of_category("Deploy"):
        if action.name not in before.actions and action.run_order <= first:
            summary = f"the new deployment {action.name} of stage {after.name} doesn't wait for its approval"
            yield Risk(
                RiskKind.APPROVAL_BYPASSED, pair.logical_id, summary, (approvals[0].name,), None, action.path
            )


def _listed(stage: Stage, free: Sequence[tuple[Stage, Action]]) -> Iterator[str]:
    """Name the actions of the approval's own stage, and count those of each stage behind it."""
    for name, group in groupby(free, key=lambda pair: pair[0].name):
        actions = [action.name for _, action in group]
        if name == stage.name:
            yield from (f"{name}: {action}" for action in actions)
        else:
            yield f"{name}: {_count(len(actions))}"


def _count(number: int) -> str:
    return "one action" if number == 1 else f"{number} actions"
