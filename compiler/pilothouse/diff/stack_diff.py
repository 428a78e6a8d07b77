"""Two stacks, their differences, and the lines of their manifests that caused them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pilothouse.diagnostics.locate import Location
from pilothouse.diff.causes import Causes, Part
from pilothouse.diff.change import Change, Key, Removed
from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.difference import (
    Comparison,
    Consequence,
    ResourceAdded,
    ResourceChange,
    ResourceChanged,
    ResourceRemoved,
)
from pilothouse.diff.home import between_stacks, in_new_stack, left_behind
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.judge import judge
from pilothouse.diff.risks.registry import gravest_first
from pilothouse.diff.side import Side
from pilothouse.ir.stack import STACK_TAGS, TemplatePath

Fact = Change | Risk | ResourceChange | Consequence
"""The facts about two stacks; each has a line that caused it."""


@dataclass(frozen=True, slots=True)
class StackDiff:
    """The difference between two stacks."""

    name: str
    before: Side
    after: Side
    comparison: Comparison
    risks: tuple[Risk, ...]
    whole: Comparison
    """The comparison, including parts that aren't shown."""
    causes: Causes
    left_out: int = 0
    """Changes that are hidden because they aren't a risk."""

    @property
    def is_moved(self) -> bool:
        """Whether the template after is for another stack, or for none: the old one is unchanged."""
        return any(risk.kind is RiskKind.STACK_LEFT_BEHIND for risk in self.risks)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to report."""
        return not self.comparison.resources and not self.comparison.sections and not self.risks

    def only_risks(self) -> StackDiff:
        """Return the same without changes that aren't a risk."""
        shown = self.comparison
        left_out = len(shown.resources) + len(shown.sections) + len(shown.consequences)
        comparison = replace(shown, resources=(), sections=(), consequences=())
        return replace(self, comparison=comparison, left_out=left_out)

    def cause(self, it: Fact) -> Location | None:
        """Return the line that caused a fact: an edited one, if any line that determines it was edited."""
        parts = list(self._parts(it)) if self.causes.are_edits_known else []
        for search in (self.causes.edited, self.causes.edited_around):
            if found := next(filter(None, map(search, parts)), None):
                return found
        return self.causes.any(_part(it))

    def _parts(self, it: Fact) -> Iterator[Part]:
        """Yield the parts of the templates that a fact is about, the most specific first."""
        match it:
            case Consequence(root=root):
                yield from self._of_root(root)
            case ResourceChanged(effects=effects, consequences=consequences):
                yield from (_part(effect.change) for effect in effects)
                yield from (part for one in consequences for part in self._of_root(one.root))
            case Risk():
                own, near = _part(it), list(self._near(it))
                yield from (part for part in near if _is_inside(part, own) and part.is_gone == own.is_gone)
                yield own
                yield from near
        if not isinstance(it, Consequence | Risk):
            yield _part(it)

    def _near(self, risk: Risk) -> Iterator[Part]:
        """Yield the parts of the changes in a risk's resources, or at its place."""
        names = {risk.resource, *risk.after[1:2], *(risk.before or ())[1:2]}
        for one in self.whole.resources:
            if names.intersection(_names(one)):
                yield from self._parts(one)

    def _of_root(self, path: TemplatePath) -> Iterator[Part]:
        """Yield the parts of a resource, or of an entry of another section, that was changed itself."""
        section, name = path
        if section == "Resources":
            for one in self.whole.resources:
                if name in _names(one):
                    effects = one.effects if isinstance(one, ResourceChanged) else ()
                    yield from (_part(effect.change) for effect in effects)
                    yield _part(one)
        else:
            steps = (Key(str(section)), Key(str(name)))
            yield from (_part(one) for one in self.whole.sections if one.path[:2] == steps)


def diff_stacks(name: str, before: Side, after: Side) -> StackDiff:
    """Compare two sides; also the stacks' tags, if both are known."""
    if before.trouble:
        nothing = compare_templates({}, {})
        return _told(name, before, after, nothing, (_unreadable(name, before),))
    comparison = compare_templates(_whole(before, after), _whole(after, before))
    risks = judge(before.template, after.template)
    if before.home is None or after.home is None or before.home == after.home:
        return _told(name, before, after, comparison, risks)
    stays = left_behind(before.home, after.home, len(comparison.before.resources))
    risks = gravest_first([stays, *between_stacks(risks)])
    return _told(name, before, after, in_new_stack(comparison), risks)


def gone_stack(before: Side) -> StackDiff:
    """Report a stack whose manifest was removed: the stack stays."""
    after = Side("no manifest", {})
    if before.home is None:
        return _told(before.label, before, after, compare_templates({}, {}), (_unknown_stack(before),))
    comparison = in_new_stack(compare_templates({"Resources": before.template.get("Resources")}, {}))
    risks = (left_behind(before.home, None, len(comparison.before.resources)),)
    return _told(before.home.stack, before, after, comparison, risks)


def _told(name: str, before: Side, after: Side, comparison: Comparison, risks: tuple[Risk, ...]) -> StackDiff:
    return StackDiff(name, before, after, comparison, risks, comparison, Causes(before, after))


def _unreadable(name: str, before: Side) -> Risk:
    summary = f"the changes are unknown: {before.label} can't be compiled (compare with --deployed)"
    return Risk(RiskKind.UNJUDGED, name, summary, before.trouble, None, ())


def _unknown_stack(before: Side) -> Risk:
    summary = f"the manifest {before.label} was removed, but its stack stays"
    return Risk(RiskKind.STACK_LEFT_BEHIND, before.label, summary, before.trouble, None, ())


def _whole(side: Side, other: Side) -> Mapping[str, Any]:
    if side.tags is None or other.tags is None:
        return side.template
    return {**side.template, STACK_TAGS: dict(side.tags)}


def _names(it: ResourceChange) -> tuple[str, ...]:
    match it:
        case ResourceAdded(after=resource) | ResourceRemoved(before=resource):
            return (resource.logical_id,)
        case ResourceChanged(before=old, after=new):
            return (old.logical_id, new.logical_id)


def _is_inside(part: Part, other: Part) -> bool:
    """Whether a part is inside another, in the template after or before."""
    is_new = part.after[: len(other.after)] == other.after
    return is_new or (other.before is not None and (part.before or ())[: len(other.before)] == other.before)


def _part(it: Fact) -> Part:
    match it:
        case Risk(before=before, after=after):
            return Part(before, after, before is not None and len(before) > len(after))
        case Consequence(node=node):
            return Part(None, node.path, is_gone=False)
        case ResourceAdded(after=resource):
            return Part(None, resource.path, is_gone=False)
        case ResourceRemoved(before=resource):
            return Part(resource.path, ("Resources",), is_gone=True)
        case ResourceChanged(before=old, after=new):
            return Part(old.path, new.path, is_gone=False)
    return Part(it.before_path, it.after_path, isinstance(it, Removed))
