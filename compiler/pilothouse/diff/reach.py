"""The gates that a run of a pipeline must pass on its way to each action.

Source: CodePipeline user guide, "Pipeline structure reference" (stages run one after the other, the actions
of a stage by run order, those of the same run order at the same time), "Add a manual approval action to a
stage", "Disable or enable transitions", "Stage conditions" (a stage whose condition says `SKIP` is skipped).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from pilothouse.diff.pipeline import APPROVAL, Action, Rule, Stage
from pilothouse.ir.stack import TemplatePath


class GateKind(Enum):
    """The cause of a gate: a person for the first two, a rule for the last."""

    APPROVAL = "approval"
    TRANSITION = "transition"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate that only a person, or a rule, opens, identified by its pipeline, its stage and its name.

    A rule is identified by its content instead, in any place.
    """

    kind: GateKind
    pipeline: str
    stage: str
    name: str
    path: TemplatePath = field(compare=False)
    label: str = field(compare=False, default="")

    @property
    def needs_a_person(self) -> bool:
        """Whether a person must act."""
        return self.kind is not GateKind.RULE


@dataclass(frozen=True, slots=True)
class Step:
    """An action other than an approval, and all the gates that each run passes before it."""

    stage: Stage
    action: Action
    gates: frozenset[Gate]

    @property
    def people(self) -> frozenset[Gate]:
        """The gates where a person must act."""
        return frozenset(gate for gate in self.gates if gate.needs_a_person)


@dataclass(frozen=True, slots=True)
class Run:
    """All actions in a run of a pipeline, in the order of its stages, and all its gates."""

    steps: tuple[Step, ...]
    gates: tuple[Gate, ...]


def run_of(pipeline: str, stages: Mapping[str, Stage]) -> Run:
    """Follow a run through the stages of a pipeline."""
    gates: dict[Gate, None] = {}
    steps = tuple(_steps(pipeline, stages, gates))
    return Run(steps, tuple(gates))


def _steps(pipeline: str, stages: Mapping[str, Stage], gates: dict[Gate, None]) -> Iterator[Step]:
    """Yield the steps; add all gates to `gates`, including those without a step after them."""
    passed: frozenset[Gate] = frozenset()
    for stage in stages.values():
        if stage.is_disabled:
            passed |= {Gate(GateKind.TRANSITION, pipeline, stage.name, "", stage.path)}
        approvals = {
            action: Gate(GateKind.APPROVAL, pipeline, stage.name, action.name, action.path)
            for action in stage.of_category(APPROVAL)
        }
        inside = passed | frozenset(_rule_gates(stage.entry_rules, stage))
        behind = inside | frozenset(approvals.values()) | frozenset(_rule_gates(stage.exit_rules, stage))
        gates.update(dict.fromkeys(sorted(behind - gates.keys(), key=lambda gate: gate.name)))
        for action in stage.actions.values():
            if action.category != APPROVAL:
                before = {gate for one, gate in approvals.items() if one.run_order < action.run_order}
                yield Step(stage, action, inside | before)
        passed = passed if stage.can_be_skipped else behind


def _rule_gates(rules: tuple[Rule, ...], stage: Stage) -> Iterator[Gate]:
    for rule in rules:
        yield Gate(GateKind.RULE, "", "", rule.meaning, rule.path, f"{rule.name} of stage {stage.name}")
