"""Approvals that no longer stand before what they stood before.

Source: CodePipeline user guide, "Add a manual approval action to a stage": the pipeline stops where the
action runs. So an approval guards what has a higher run order in its stage, and all stages behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pilothouse.diff.difference import Comparison
from pilothouse.diff.pipeline import Action, Stage
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.pipelines import PipelinePair, pipeline_pairs

APPROVAL = "Approval"
_Waits = Mapping[tuple[str, str], int]


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each approval that something no longer waits for, and each new deployment that evades one."""
    for pair in pipeline_pairs(comparison):
        waits = _waits(pair.before), _waits(pair.after)
        for stage, approval in _approvals(pair.before):
            if pair.is_readable:
                yield from _unguarded(pair, stage, approval, waits)
            else:
                yield _unknown(pair, stage, approval)
        for before, after in pair.common_stages():
            yield from _evading(pair, before, after)


def _unknown(pair: PipelinePair, stage: Stage, approval: Action) -> Risk:
    summary = (
        f"the approval {approval.name} of stage {stage.name} can't be followed: read the stages yourself"
    )
    return Risk(RiskKind.APPROVAL_BYPASSED, pair.logical_id, summary, (), approval.path, pair.path)


def _unguarded(
    pair: PipelinePair, stage: Stage, approval: Action, waits: tuple[_Waits, _Waits]
) -> Iterator[Risk]:
    """Yield a risk if something that waited for the approval now waits for fewer approvals than before.

    So one that takes the place of another, under another name, is no risk.
    """
    later = pair.after.get(stage.name)
    kept = later and _approval(later, approval.name)
    before, after = waits
    free = [
        (other, action)
        for other, action in _guarded(pair, stage, approval)
        if not (later and kept and _guards(later, kept, other, action))
        if after[other.name, action.name] < before[other.name, action.name]
    ]
    if not free:
        return
    kind = RiskKind.APPROVAL_BYPASSED if kept else RiskKind.APPROVAL_REMOVED
    verb = "no longer stands" if kept else "is gone; it stood"
    summary = f"the approval {approval.name} of stage {stage.name} {verb} before {_count(len(free))}"
    path = kept.path if kept else later.path if later else pair.path
    yield Risk(kind, pair.logical_id, summary, tuple(_listed(stage, free)), approval.path, path)


def _approval(stage: Stage, name: str) -> Action | None:
    found = stage.actions.get(name)
    return found if found and found.category == APPROVAL else None


def _guarded(pair: PipelinePair, stage: Stage, approval: Action) -> Iterator[tuple[Stage, Action]]:
    """Yield what the approval stood before and what is still there, as it is now."""
    for old, now in pair.common_stages():
        for name, action in old.actions.items():
            is_there = name in now.actions and action.category != APPROVAL
            if is_there and _guards(stage, approval, old, action):
                yield now, now.actions[name]


def _waits(stages: Mapping[str, Stage]) -> _Waits:
    """Count the approvals that each action waits for, by the names of its stage and its own."""
    approvals = list(_approvals(stages))
    return {
        (stage.name, action.name): sum(_guards(other, one, stage, action) for other, one in approvals)
        for stage in stages.values()
        for action in stage.actions.values()
    }


def _approvals(stages: Mapping[str, Stage]) -> Iterator[tuple[Stage, Action]]:
    return ((stage, approval) for stage in stages.values() for approval in stage.of_category(APPROVAL))


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
