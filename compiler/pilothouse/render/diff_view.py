"""The common content of all formats of a difference: the risks, the resources, each change in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pilothouse.diagnostics.locate import Location
from pilothouse.diff.change import Added, Change, Moved, Removed, Replaced
from pilothouse.diff.difference import (
    Consequence,
    ResourceAdded,
    ResourceChange,
    ResourceChanged,
    ResourceRemoved,
)
from pilothouse.diff.risks.base import Risk
from pilothouse.diff.stack_diff import StackDiff
from pilothouse.diff.update_behavior import UpdateBehavior
from pilothouse.render.diff_lines import resource_lines
from pilothouse.render.diff_words import changed_lines, content_lines, place_words, value_words

ADDED, REMOVED, CHANGED, MOVED, REPLACED = "+", "-", "~", ">", "!"
_ORDINARY = frozenset({UpdateBehavior.CREATE, UpdateBehavior.IN_PLACE, UpdateBehavior.UNKNOWN})
_TEXT_CONTEXT = 1  # lines around a change in a text, by default


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One change: sign, place, content; `note` if CloudFormation does more than update in place."""

    sign: str
    place: str
    value: str
    note: str
    cause: str
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ResourceView:
    """A resource that differs; `fate` is CloudFormation's action."""

    sign: str
    name: str
    type: str
    fate: str
    cause: str
    changes: tuple[ChangeView, ...]
    source: ResourceChange
    is_beside_others: bool = False
    """Whether it is added to an existing stack, so that its content is new."""

    def lines(self, context: int) -> Sequence[str]:
        """The resource's template in one form, before and after: the lines that differ, and some around."""
        match self.source:
            case ResourceAdded(after=new):
                return changed_lines((), resource_lines(new), context)
            case ResourceRemoved(before=old):
                return changed_lines(resource_lines(old), (), context)
            case ResourceChanged(before=old, after=new):
                return changed_lines(resource_lines(old, new), resource_lines(new), context)


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk, and the line that caused it."""

    slug: str
    summary: str
    details: tuple[str, ...]
    cause: str


@dataclass(frozen=True, slots=True)
class DiffView:
    """The difference of a stack; `others` are changes outside of resources."""

    name: str
    before: str
    after: str
    risks: tuple[RiskView, ...]
    resources: tuple[ResourceView, ...]
    others: tuple[ChangeView, ...]
    left_out: int
    created: int | None
    """The number of resources in a new stack; None if it isn't new."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.resources and not self.others and not self.risks

    @property
    def overview(self) -> str:
        """Summarize: `1 resource to create, 2 to update; 1 risk`."""
        if self.left_out:
            left = f"{_plural(self.left_out, 'difference')} without risk"
            return f"{_plural(len(self.risks), 'risk') or 'no risk'}; {left} left out"
        fates = Counter(map(_verb, self.resources))
        counted = [f"{count} to {verb}" for verb, count in fates.items()]
        if counted:
            first, *rest = counted
            number, to, verb = first.split(maxsplit=2)
            counted = [f"{number} {'resource' if number == '1' else 'resources'} {to} {verb}", *rest]
        if self.created is not None:
            alike = self.created - sum(not isinstance(one.source, ResourceRemoved) for one in self.resources)
            counted = [
                f"a new stack of {_plural(self.created, 'resource')}, {alike} of them as in the old one"
            ]
        if self.others:
            counted.append(_plural(len(self.others), "other change"))
        return "; ".join(filter(None, [", ".join(counted), _plural(len(self.risks), "risk")]))


def views(diffs: Sequence[StackDiff]) -> tuple[Sequence[DiffView], str]:
    """Convert differences to words. Of several, those with nothing to show are only counted, in the text."""
    found = [view(diff) for diff in diffs]
    same = [one for one in found if one.is_empty] if len(found) > 1 else []
    return ([one for one in found if not one.is_empty], _same_words(same)) if same else (found, "")


def _same_words(same: Sequence[DiffView]) -> str:
    """State the number of stacks without differences, or without those that `--only risk` shows."""
    left_out = sum(one.left_out for one in same)
    left = f", {_plural(left_out, 'difference')} left out" if left_out else ""
    return f"{_plural(len(same), 'pipeline')} without {'a risk' if left_out else 'a difference'}{left}"


def view(diff: StackDiff) -> DiffView:
    """Convert a difference to words."""
    return DiffView(
        name=diff.name,
        before=diff.before.label,
        after=diff.after.label,
        risks=tuple(_risk(diff, risk) for risk in diff.risks),
        resources=tuple(_resource(diff, change) for change in diff.comparison.resources),
        others=(
            *(_change(diff, change, "") for change in diff.comparison.sections),
            *(_consequence(diff, one, "") for one in diff.comparison.consequences),
        ),
        left_out=diff.left_out,
        created=_created(diff),
    )


def _created(diff: StackDiff) -> int | None:
    resources = diff.comparison.after.resources
    return len(resources) if diff.is_moved and resources else None


def _risk(diff: StackDiff, risk: Risk) -> RiskView:
    return RiskView(risk.kind.value, risk.summary, risk.details, address(diff.cause(risk)))


def _resource(diff: StackDiff, change: ResourceChange) -> ResourceView:
    cause = address(diff.cause(change))
    match change:
        case ResourceAdded(after=new):
            return ResourceView(
                ADDED, new.logical_id, new.type, "created", cause, (), change, _had_resources(diff)
            )
        case ResourceRemoved(before=old, is_kept=is_kept):
            kept = "stays in the old stack" if diff.is_moved else "kept, but leaves the stack"
            fate = kept if is_kept else "deleted"
            return ResourceView(REMOVED, old.logical_id, old.type, fate, cause, (), change)
        case ResourceChanged(before=old, after=new, behavior=behavior):
            name = f"{old.logical_id} -> {new.logical_id}" if change.is_renamed else new.logical_id
            kind = new.type if old.type == new.type else f"{old.type} -> {new.type}"
            changes = tuple(_effects(diff, change))
            fate = "renamed, so replaced" if change.is_renamed else behavior.label
            sign = REPLACED if behavior >= UpdateBehavior.MAY_REPLACE else CHANGED
            return ResourceView(sign, name, kind, fate, cause, changes, change)


def _had_resources(diff: StackDiff) -> bool:
    return bool(diff.comparison.before.resources)


def _effects(diff: StackDiff, resource: ResourceChanged) -> Iterator[ChangeView]:
    for effect in resource.effects:
        is_ordinary = effect.behavior in _ORDINARY
        yield _change(diff, effect.change, "" if is_ordinary else f"resource {effect.behavior.label}")
    for one in resource.consequences:
        note = "" if one.behavior in _ORDINARY else f"resource {one.behavior.label}"
        yield _consequence(diff, one, note)


def _consequence(diff: StackDiff, it: Consequence, note: str) -> ChangeView:
    return ChangeView(CHANGED, place_words(it.path), f"refers to {it.of}", note, address(diff.cause(it)))


def _change(diff: StackDiff, change: Change, note: str) -> ChangeView:
    return ChangeView(
        _sign(change),
        place_words(change.path),
        value_words(change),
        note,
        address(diff.cause(change)),
        content_lines(change, _TEXT_CONTEXT),
    )


def _sign(change: Change) -> str:
    match change:
        case Added():
            return ADDED
        case Removed():
            return REMOVED
        case Replaced():
            return CHANGED
        case Moved():
            return MOVED


def address(location: Location | None) -> str:
    """Write a location as `FILE:LINE`; empty if there is none."""
    if location is None:
        return ""
    return f"{location.path}:{location.span.start.line}" if location.span else location.path


def _verb(resource: ResourceView) -> str:
    match resource.source:
        case ResourceAdded():
            return "create"
        case ResourceRemoved(is_kept=is_kept):
            return "leave behind" if is_kept else "delete"
        case ResourceChanged(behavior=UpdateBehavior.REPLACE | UpdateBehavior.MAY_REPLACE):
            return "replace"
        case ResourceChanged(behavior=UpdateBehavior.MAY_DELETE):
            return "create or delete"
        case ResourceChanged(behavior=UpdateBehavior.NOTHING):
            return "leave untouched"
        case ResourceChanged(behavior=UpdateBehavior.REFUSE):
            return "refuse"
    return "update"


def _plural(count: int, noun: str) -> str:
    if not count:
        return ""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
