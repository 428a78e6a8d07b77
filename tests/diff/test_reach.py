"""What a run passes before it reaches something: compared with a plain search over all runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from pilothouse.diff.normalize import normalize
from pilothouse.diff.pipeline import read_stages
from pilothouse.diff.reach import GateKind, run_of
from pilothouse.diff.risks.base import RiskKind
from pilothouse.diff.risks.judge import judge
from tests.diff.build import approval, deploy, pipeline, stage, template

ABOUT_PEOPLE = {RiskKind.APPROVAL_REMOVED, RiskKind.APPROVAL_BYPASSED, RiskKind.TRANSITION_ENABLED}
SKIPPING = {"BeforeEntry": {"Conditions": [{"Result": "SKIP", "Rules": []}]}}
STACKS = ("a", "b", "c")
MOST_PEOPLE = 20


@dataclass(frozen=True)
class Floor:
    """A stage: its actions as run order and stack, None for an approval."""

    actions: tuple[tuple[int, str | None], ...]
    can_be_skipped: bool = False
    is_disabled: bool = False


ACTIONS = st.tuples(st.integers(1, 3), st.none() | st.sampled_from(STACKS))
FLOORS = st.builds(
    Floor,
    st.lists(ACTIONS, min_size=1, max_size=4).map(tuple),
    st.sampled_from([False, False, False, True]),
    st.sampled_from([False, False, False, True]),
)
PIPELINES = st.lists(FLOORS, min_size=1, max_size=4)


def written(floors: list[Floor], names: str = "Stage") -> dict[str, Any]:
    stages = [
        stage(f"{names}{index}", *_actions(floor)) | (SKIPPING if floor.can_be_skipped else {})
        for index, floor in enumerate(floors)
    ]
    disabled = [
        {"StageName": f"{names}{index}", "Reason": "no"}
        for index, floor in enumerate(floors)
        if floor.is_disabled
    ]
    return template(Pipeline=pipeline(*stages, DisableInboundStageTransitions=disabled))


def _actions(floor: Floor) -> Iterator[Any]:
    for number, (run_order, stack) in enumerate(floor.actions):
        if stack is None:
            yield approval(f"Ask{number}", run_order)
        else:
            yield deploy(f"Do{number}", run_order, Configuration={"StackName": stack})


def reached(floors: list[Floor], people: int) -> set[str]:
    """Search all runs in which at most so many people act: what does any of them deploy?"""
    found: set[str] = set()
    if not floors:
        return found
    first, rest = floors[0], floors[1:]
    people -= first.is_disabled
    if people < 0:
        return found
    if first.can_be_skipped:
        found |= reached(rest, people)
    for _, together in groupby(sorted(first.actions, key=lambda one: one[0]), key=lambda one: one[0]):
        stacks = [stack for _, stack in together]
        found |= {stack for stack in stacks if stack is not None}
        people -= stacks.count(None)
        if people < 0:
            return found
    return found | reached(rest, people)


def is_freed(before: list[Floor], after: list[Floor]) -> bool:
    """Whether something that was reached is reached past fewer people."""
    known = reached(before, MOST_PEOPLE)
    return any(known & reached(after, people) - reached(before, people) for people in range(MOST_PEOPLE))


def some_pipelines() -> st.SearchStrategy[tuple[list[Floor], list[Floor]]]:
    """A pipeline, and the same with some of its stages changed, moved, dropped or added, or another one."""

    def changed(before: list[Floor]) -> st.SearchStrategy[list[Floor]]:
        return st.one_of(
            st.permutations(before),
            st.tuples(st.integers(0, len(before)), FLOORS).map(
                lambda new: [*before[: new[0]], new[1], *before[new[0] :]]
            ),
            st.tuples(st.integers(0, len(before) - 1), FLOORS).map(
                lambda new: [*before[: new[0]], new[1], *before[new[0] + 1 :]]
            ),
            PIPELINES,
        )

    return PIPELINES.flatmap(lambda before: st.tuples(st.just(before), changed(before)))


@settings(max_examples=100, deadline=None)
@given(some_pipelines(), st.sampled_from(["Stage", "Renamed"]))
def test_a_risk_is_reported_exactly_where_something_waits_for_fewer_people(
    pair: tuple[list[Floor], list[Floor]], names: str
) -> None:
    before, after = pair
    known = {stack for floor in before for _, stack in floor.actions}
    # New deployments have a separate rule: in doubt, they replace removed ones.
    after = [
        Floor(tuple(one for one in floor.actions if one[1] in known | {None}), *_ways(floor))
        for floor in after
    ]
    risks = [risk for risk in judge(written(before), written(after, names)) if risk.kind in ABOUT_PEOPLE]
    event("freed" if is_freed(before, after) else "kept")
    assert bool(risks) == is_freed(before, after), (before, after, risks)


def _ways(floor: Floor) -> tuple[bool, bool]:
    return floor.can_be_skipped, floor.is_disabled


def gates_before(floors: list[Floor]) -> dict[str, set[tuple[GateKind, str]]]:
    resource = normalize(written(floors)).resources["Pipeline"]
    stages = read_stages(resource)
    assert stages is not None
    return {
        step.action.target.name: {(gate.kind, gate.stage) for gate in step.gates}
        for step in run_of("Pipeline", stages).steps
    }


def test_an_approval_comes_before_higher_run_orders_and_later_stages() -> None:
    gates = gates_before([Floor(((1, "a"), (1, None), (2, "b"))), Floor(((1, "c"),))])
    assert gates == {
        "a": set(),
        "b": {(GateKind.APPROVAL, "Stage0")},
        "c": {(GateKind.APPROVAL, "Stage0")},
    }


def test_a_stage_that_can_be_skipped_guards_nothing_behind_it() -> None:
    gates = gates_before([Floor(((1, None), (2, "a")), can_be_skipped=True), Floor(((1, "b"),))])
    assert gates == {"a": {(GateKind.APPROVAL, "Stage0")}, "b": set()}


def test_a_disabled_transition_comes_before_its_stage_and_all_later_ones() -> None:
    gates = gates_before([Floor(((1, "a"),)), Floor(((1, "b"),), is_disabled=True), Floor(((1, "c"),))])
    closed = {(GateKind.TRANSITION, "Stage1")}
    assert gates == {"a": set(), "b": closed, "c": closed}
