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
from pilothouse.diff.risks.base import Risk
from pilothouse.diff.risks.judge import judge
from pilothouse.ir.stack import Stack, TemplatePath
from pilothouse.source.route import Route

_TAGS = "StackTags"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two templates; `label` says where it is from (`HEAD`, a file).

    `tags` are the stack's, None where they aren't known; `stack` is known if it was compiled.
    """

    label: str
    template: Mapping[str, Any]
    tags: Mapping[str, str] | None = None
    stack: Stack | None = None
    sources: Sources = field(default_factory=dict)

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

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to report."""
        return not self.comparison.resources and not self.comparison.sections and not self.risks

    def only_risks(self) -> StackDiff:
        """Return the same without any change that is no risk."""
        return replace(self, comparison=replace(self.comparison, resources=(), sections=()))

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
    comparison = compare_templates(_whole(before, after), _whole(after, before))
    return StackDiff(name, before, after, comparison, judge(before.template, after.template))


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
