"""Deployments that a run reaches past fewer people, or fewer rules, than before.

Targets count (a stack, in an account and a region), not the names of their stages or actions: a target may
move to another stage, or appear twice. `pilothouse.diff.reach` determines what a run passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from pilothouse.diff.difference import Comparison
from pilothouse.diff.normalize import Template
from pilothouse.diff.pipeline import Target, read_stages
from pilothouse.diff.reach import Gate, GateKind, Run, Step, run_of
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.shapes import PIPELINE
from pilothouse.ir.stack import TemplatePath


@dataclass(frozen=True, slots=True)
class _Reach:
    """The runs of all pipelines of a template, by pipeline; None for one whose stages can't be read."""

    pipelines: Mapping[str, Run | None]
    paths: Mapping[str, TemplatePath]

    def targets(self) -> dict[Target, list[tuple[str, Step]]]:
        """Return the places where each target is reached."""
        found: dict[Target, list[tuple[str, Step]]] = {}
        for pipeline, run in self.pipelines.items():
            for step in run.steps if run else ():
                if step.action.category != "Source":
                    found.setdefault(step.action.target, []).append((pipeline, step))
        return found

    def gates(self) -> dict[Gate, Gate]:
        """Return all gates, in the order of the template."""
        return {gate: gate for run in self.pipelines.values() if run for gate in run.gates}


@dataclass(frozen=True, slots=True)
class _Freed:
    """A step that is reached past fewer gates than the step that it is compared with."""

    pipeline: str
    old: Step
    new: Step
    in_doubt: str


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each gate that a target no longer waits for, and each new deployment that evades one."""
    before = _reach(comparison.before, comparison.renames)
    after = _reach(comparison.after, {})
    if not before.gates():
        return
    yield from _unreadable(before, after)
    freed = [*_freed(before, after), *_replaced(before, after)]
    yield from _by_gate(before, after, freed)
    told = {(one.pipeline, one.new.stage.name, one.new.action.name) for one in freed}
    yield from _evading(before, after, told)


def _reach(template: Template, renames: Mapping[str, str]) -> _Reach:
    pipelines: dict[str, Run | None] = {}
    paths: dict[str, TemplatePath] = {}
    for name, resource in template.resources.items():
        if resource.type == PIPELINE:
            stages = read_stages(resource)
            pipeline = renames.get(name, name)
            pipelines[pipeline] = None if stages is None else run_of(pipeline, stages)
            paths[pipeline] = resource.path
    return _Reach(pipelines, paths)


def _unreadable(before: _Reach, after: _Reach) -> Iterator[Risk]:
    """Yield a risk for each gate that can't be followed because a pipeline's stages can't be read now."""
    for pipeline, run in after.pipelines.items():
        if run is not None or (pipeline in before.pipelines and before.pipelines[pipeline] is None):
            continue
        own = [gate for gate in before.gates() if gate.pipeline == pipeline] or list(before.gates())[:1]
        for gate in own:
            summary = f"{_words(gate)} can't be followed: review the stages of {pipeline} yourself"
            yield Risk(RiskKind.APPROVAL_BYPASSED, pipeline, summary, (), gate.path, after.paths[pipeline])


def _freed(before: _Reach, after: _Reach) -> Iterator[_Freed]:
    """Yield the steps that reach a known target past fewer people, or past other rules."""
    known, now = before.targets(), after.targets()
    fresh = [(target, places) for target, places in now.items() if target not in known]
    for target, places in known.items():
        _, old = min(places, key=lambda place: len(place[1].people))
        rules = frozenset.intersection(*(step.gates - step.people for _, step in places))
        for pipeline, step in now.get(target, ()):
            if len(step.people) < len(old.people) or rules - step.gates:
                yield _Freed(pipeline, old, step, "")
        for other, its_places in fresh:
            if not other.may_be(target):
                continue
            for pipeline, step in its_places:
                if len(step.people) < len(old.people):
                    yield _Freed(pipeline, old, step, _doubt(other, target))


def _doubt(new: Target, old: Target) -> str:
    unread = next((one for one in (new, old) if not one.is_readable), None)
    if unread:
        return f"the name {unread.name} can't be read, so that it may be the same stack"
    return "its account or region can't be read, so that it may be the same stack" if new.is_stack else ""


def _replaced(before: _Reach, after: _Reach) -> Iterator[_Freed]:
    """Yield new deployments that may replace removed ones, and wait for fewer people."""
    known, now = before.targets(), after.targets()
    gone = [
        min((step for _, step in places), key=lambda step: len(step.people))
        for target, places in known.items()
        if target not in now
    ]
    gone.sort(key=lambda step: -len(step.people))
    by_place = {(step.stage.name, step.action.name): step for step in gone}
    by_stage = {step.stage.name: step for step in reversed(gone)}
    by_kind = {step.action.target.is_stack: step for step in reversed(gone)}
    for target, places in now.items():
        for pipeline, step in places if target not in known else ():
            place = step.stage.name, step.action.name
            likely = by_place.get(place), by_stage.get(place[0]), by_kind.get(target.is_stack)
            old = next((one for one in likely if one and len(step.people) < len(one.people)), None)
            if old and not target.may_be(old.action.target):
                yield _Freed(pipeline, old, step, f"it may replace {old.action.name}")


def _by_gate(before: _Reach, after: _Reach, freed: Sequence[_Freed]) -> Iterator[Risk]:
    """Yield a risk for each old gate that something now bypasses."""
    still_there = after.gates()
    for gate in before.gates():
        free = [one for one in freed if gate in one.old.gates and gate not in one.new.gates]
        if not gate.needs_a_person:
            # an additional approval doesn't outweigh a removed rule, nor the other way round
            free = [one for one in free if not one.in_doubt]
        elif free:
            free = [one for one in free if len(one.new.people) < len(one.old.people)]
        if free:
            kept = still_there.get(gate)
            pipeline = free[0].pipeline
            path = free[0].new.action.path
            moved = kept is not None
            yield Risk(
                _KINDS[gate.kind, moved],
                pipeline,
                f"{_words(gate)} {_verb(gate, moved=moved)} {_count(len(_places(free)))}",
                tuple(_listed(gate, free)),
                gate.path,
                path if moved else _stage_path(after, gate) or path,
            )


_KINDS = {
    (GateKind.APPROVAL, False): RiskKind.APPROVAL_REMOVED,
    (GateKind.APPROVAL, True): RiskKind.APPROVAL_BYPASSED,
    (GateKind.TRANSITION, False): RiskKind.TRANSITION_ENABLED,
    (GateKind.TRANSITION, True): RiskKind.APPROVAL_BYPASSED,
    (GateKind.RULE, False): RiskKind.CONDITION_REMOVED,
    (GateKind.RULE, True): RiskKind.CONDITION_REMOVED,
}


def _words(gate: Gate) -> str:
    match gate.kind:
        case GateKind.APPROVAL:
            return f"the approval {gate.name} of stage {gate.stage}"
        case GateKind.TRANSITION:
            return f"the disabled transition to stage {gate.stage}"
        case GateKind.RULE:
            return f"the rule {gate.label}"


def _verb(gate: Gate, *, moved: bool) -> str:
    if moved:
        return "no longer precedes"
    return "is enabled; it preceded" if gate.kind is GateKind.TRANSITION else "was removed; it preceded"


def _stage_path(after: _Reach, gate: Gate) -> TemplatePath | None:
    """Return the new path of a gate's stage."""
    found = (step.stage for run in after.pipelines.values() if run for step in run.steps)
    return next((stage.path for stage in found if stage.name == gate.stage), None)


def _places(free: Iterable[_Freed]) -> set[tuple[str, str]]:
    return {(one.new.stage.name, one.new.action.name) for one in free}


def _listed(gate: Gate, free: Sequence[_Freed]) -> Iterator[str]:
    """List the actions of the gate's own stage and those that moved, and count those of each other stage."""
    for stage, group in groupby(free, key=lambda one: one.new.stage.name):
        steps_there = list(group)
        plain = [one for one in steps_there if not one.in_doubt and one.old.stage.name == stage]
        if stage == gate.stage:
            yield from dict.fromkeys(f"{stage}: {one.new.action.name}" for one in plain)
        elif plain:
            yield f"{stage}: {_count(len(_places(plain)))}"
        for one in steps_there:
            if one.in_doubt:
                yield f"{stage}: {one.new.action.name} ({one.in_doubt})"
            elif one.old.stage.name != stage:
                yield f"{stage}: {one.new.action.name} ({_what(one)})"


def _what(freed: _Freed) -> str:
    target = freed.new.action.target
    return f"stack {target.name}" if target.is_stack else f"was in stage {freed.old.stage.name}"


def _evading(before: _Reach, after: _Reach, told: set[tuple[str, str, str]]) -> Iterator[Risk]:
    """Yield a new deployment that doesn't wait for an approval of its stage, unlike all others there."""
    known = before.targets()
    gates = {(gate.pipeline, gate.stage) for gate in before.gates() if gate.kind is GateKind.APPROVAL}
    for target, places in after.targets().items():
        for pipeline, step in places if target not in known else ():
            stage = step.stage
            approvals = stage.of_category("Approval")
            if not approvals or (pipeline, stage.name) not in gates or step.action.category != "Deploy":
                continue
            is_first = step.action.run_order <= min(approval.run_order for approval in approvals)
            if is_first and (pipeline, stage.name, step.action.name) not in told:
                name = step.action.name
                summary = f"the new deployment {name} of stage {stage.name} doesn't wait for its approval"
                details = (approvals[0].name,)
                yield Risk(RiskKind.APPROVAL_BYPASSED, pipeline, summary, details, None, step.action.path)


def _count(number: int) -> str:
    return "one action" if number == 1 else f"{number} actions"
