"""Two stacks, what differs between them, and which lines of their manifests caused it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pilothouse.diagnostics.locate import Location, Source, Sources, locate
from pilothouse.diagnostics.place import Key, Value
from pilothouse.diff.change import Change
from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.difference import (
    Comparison,
    ResourceAdded,
    ResourceChange,
    ResourceChanged,
    ResourceRemoved,
)
from pilothouse.diff.home import Home, between_stacks, in_new_stack, left_behind
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.judge import judge
from pilothouse.diff.risks.registry import gravest_first
from pilothouse.ir.stack import Stack, TemplatePath
from pilothouse.source.route import Route

_TAGS = "StackTags"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two templates; `label` says where it is from (`HEAD`, a file).

    `tags` are the stack's, None where they aren't known; `stack` is known if it was compiled. `home` is known
    where the template says which stack is updated: a template of another stack is none. With `trouble`, lines
    for people, there is no template that can be read.
    """

    label: str
    template: Mapping[str, Any]
    tags: Mapping[str, str] | None = None
    stack: Stack | None = None
    sources: Sources = field(default_factory=dict)
    home: Home | None = None
    trouble: tuple[str, ...] = ()

    def cause(self, path: TemplatePath) -> Location | None:
        """Return the line that caused a part of the template; None if it is not known."""
        if self.stack is None:
            return None
        place = self.stack.origin(path)
        source = self.sources.get(place.path)
        match place.anchor:
            case Key(route=route) | Value(route=route) if not (source and _leads_somewhere(source, route)):
                return None  # a default that is written nowhere
        return locate(place, self.sources)


@dataclass(frozen=True, slots=True)
class StackDiff:
    """What becomes of a stack."""

    name: str
    before: Side
    after: Side
    comparison: Comparison
    risks: tuple[Risk, ...]
    left_out: int = 0
    """Changes that are no risk, and aren't shown for that."""

    @property
    def is_moved(self) -> bool:
        """Whether the template after is for another stack, or for none: the old one stays as it is."""
        return any(risk.kind is RiskKind.STACK_LEFT_BEHIND for risk in self.risks)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to report."""
        return not self.comparison.resources and not self.comparison.sections and not self.risks

    def only_risks(self) -> StackDiff:
        """Return the same without any change that is no risk."""
        left_out = len(self.comparison.resources) + len(self.comparison.sections)
        comparison = replace(self.comparison, resources=(), sections=())
        return replace(self, comparison=comparison, left_out=left_out)

    def cause(self, it: Change | Risk | ResourceChange) -> Location | None:
        """Return the line that caused a change: the new one, or the old one of what is gone."""
        before, after = _paths(it)
        is_gone = before is not None and len(before) > len(after)
        old = self.before.cause(before) if before is not None else None
        new = self.after.cause(after)
        return (old or new) if is_gone else (new or old)


def compiled_side(label: str, stack: Stack, sources: Sources) -> Side:
    """Make a side of a stack that was compiled."""
    return Side(label, stack.template, stack.tags, stack, sources)


def diff_stacks(name: str, before: Side, after: Side) -> StackDiff:
    """Compare two sides; the stacks' tags as well, where both are known."""
    if before.trouble:
        nothing = compare_templates({}, {})
        return StackDiff(name, before, after, nothing, (_unreadable(name, before),))
    comparison = compare_templates(_whole(before, after), _whole(after, before))
    risks = judge(before.template, after.template)
    if before.home is None or after.home is None or before.home == after.home:
        return StackDiff(name, before, after, comparison, risks)
    stays = left_behind(before.home, len(comparison.before.resources))
    risks = gravest_first([stays, *between_stacks(risks)])
    return StackDiff(name, before, after, in_new_stack(comparison), risks)


def gone_stack(before: Side) -> StackDiff:
    """Tell of a stack whose manifest is gone: it stays as it is."""
    after = Side("no manifest", {})
    if before.home is None:
        return StackDiff(before.label, before, after, compare_templates({}, {}), (_unknown_stack(before),))
    comparison = in_new_stack(compare_templates({"Resources": before.template.get("Resources")}, {}))
    risks = (left_behind(before.home, len(comparison.before.resources)),)
    return StackDiff(before.home.stack, before, after, comparison, risks)


def _unreadable(name: str, before: Side) -> Risk:
    summary = f"what changes can't be told: {before.label} can't be compiled (compare with --deployed)"
    return Risk(RiskKind.UNJUDGED, name, summary, before.trouble, None, ())


def _unknown_stack(before: Side) -> Risk:
    summary = f"the manifest {before.label} is gone, and a stack that it made stays"
    return Risk(RiskKind.STACK_LEFT_BEHIND, before.label, summary, before.trouble, None, ())


def _leads_somewhere(source: Source, route: Route) -> bool:
    """Whether a route's first step at least is in the file."""
    return bool(route and source.spans and source.spans.node(route[:1]))


def _whole(side: Side, other: Side) -> Mapping[str, Any]:
    if side.tags is None or other.tags is None:
        return side.template
    return {**side.template, _TAGS: dict(side.tags)}


def _paths(it: Change | Risk | ResourceChange) -> tuple[TemplatePath | None, TemplatePath]:
    match it:
        case Risk(before=before, after=after):
            return before, after
        case ResourceAdded(after=resource):
            return None, resource.path
        case ResourceRemoved(before=resource):
            return resource.path, ("Resources",)
        case ResourceChanged(before=old, after=new):
            return old.path, new.path
    return it.before_path, it.after_path
