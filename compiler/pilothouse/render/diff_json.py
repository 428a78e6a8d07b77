"""Differences as JSON for programs: docs/output/diff.md, schemas/diff.schema.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pilothouse.diagnostics.locate import Location
from pilothouse.diff.change import Added, Change, Index, Key, Member, Moved, Name, Removed, Replaced, Step
from pilothouse.diff.difference import (
    Consequence,
    Effect,
    ResourceAdded,
    ResourceChange,
    ResourceChanged,
    ResourceRemoved,
)
from pilothouse.diff.normalize import Resource
from pilothouse.diff.plain import plain
from pilothouse.diff.risks.base import Risk
from pilothouse.diff.stack_diff import StackDiff
from pilothouse.diff.update_behavior import UpdateBehavior
from pilothouse.render.diff_words import place_words, text_lines
from pilothouse.render.escape import json_text

VERSION = 1
_CONTEXT = 3
_Json = dict[str, object]
_BEHAVIORS: Mapping[UpdateBehavior, str] = {
    UpdateBehavior.NOTHING: "none",
    UpdateBehavior.CREATE: "create",
    UpdateBehavior.IN_PLACE: "in-place",
    UpdateBehavior.UNKNOWN: "unknown",
    UpdateBehavior.MAY_REPLACE: "interrupt-or-replace",
    UpdateBehavior.MAY_DELETE: "create-or-delete",
    UpdateBehavior.REPLACE: "replace",
    UpdateBehavior.REFUSE: "refuse",
}


def diff_json(diffs: Sequence[StackDiff]) -> str:
    """Write differences, stack by stack."""
    report: _Json = {
        "version": VERSION,
        "stacks": [_stack(diff) for diff in diffs],
        "summary": {
            "different": sum(not diff.is_empty for diff in diffs),
            "same": sum(diff.is_empty for diff in diffs),
            "risks": sum(len(diff.risks) for diff in diffs),
        },
    }
    return json_text(report)


def _stack(diff: StackDiff) -> _Json:
    return {
        "name": diff.name,
        "before": diff.before.label,
        "after": diff.after.label,
        "risks": [_risk(diff, risk) for risk in diff.risks],
        "resources": [_resource(diff, change) for change in diff.comparison.resources],
        "others": [_change(diff, change) for change in diff.comparison.sections],
        "consequences": [_consequence(diff, one) for one in diff.comparison.consequences],
        "left_out": diff.left_out,
    }


def _risk(diff: StackDiff, risk: Risk) -> _Json:
    return {
        "kind": risk.kind.value,
        "resource": risk.resource,
        "summary": risk.summary,
        "details": list(risk.details),
        "cause": _cause(diff.cause(risk)),
    }


def _resource(diff: StackDiff, change: ResourceChange) -> _Json:
    body: _Json
    effects: tuple[Effect, ...] = ()
    match change:
        case ResourceAdded(after=new):
            body = _identity("added", new, None, "create")
        case ResourceRemoved(before=old, is_kept=is_kept):
            body = _identity("removed", old, None, "keep" if is_kept else "delete")
        case ResourceChanged(before=old, after=new, behavior=behavior):
            kind = "renamed" if change.is_renamed else "changed"
            body = _identity(kind, new, old, _BEHAVIORS[behavior])
            effects = change.effects
    changes = [
        {**_change(diff, effect.change), "behavior": _BEHAVIORS[effect.behavior]} for effect in effects
    ]
    follows = change.consequences if isinstance(change, ResourceChanged) else ()
    return {
        **body,
        "cause": _cause(diff.cause(change)),
        "changes": changes,
        "after": plain(change.after.properties) if isinstance(change, ResourceAdded) else None,
        "consequences": [_consequence(diff, one) for one in follows],
    }


def _consequence(diff: StackDiff, it: Consequence) -> _Json:
    return {
        "place": place_words(it.path),
        "path": [_step(step) for step in it.path],
        "of": it.of,
        "behavior": _BEHAVIORS[it.behavior],
        "cause": _cause(diff.cause(it)),
    }


def _identity(kind: str, resource: Resource, previous: Resource | None, behavior: str) -> _Json:
    return {
        "change": kind,
        "logical_id": resource.logical_id,
        "type": resource.type,
        "previous_logical_id": previous.logical_id if previous else None,
        "previous_type": previous.type if previous else None,
        "behavior": behavior,
    }


def _change(diff: StackDiff, change: Change) -> _Json:
    return {
        "change": _kind(change),
        "place": place_words(change.path),
        "path": [_step(step) for step in change.path],
        "before": _before(change),
        "after": _after(change),
        "before_path": None if change.before_path is None else list(change.before_path),
        "after_path": list(change.after_path),
        "lines": list(text_lines(change, _CONTEXT)),
        "cause": _cause(diff.cause(change)),
    }


def _kind(change: Change) -> str:
    match change:
        case Added():
            return "added"
        case Removed():
            return "removed"
        case Replaced():
            return "replaced"
        case Moved():
            return "moved"


def _before(change: Change) -> object:
    match change:
        case Added():
            return None
        case Removed(value=value) | Replaced(before=value):
            return plain(value)
        case Moved(before_index=index):
            return index


def _after(change: Change) -> object:
    match change:
        case Removed():
            return None
        case Added(value=value) | Replaced(after=value):
            return plain(value)
        case Moved(after_index=index):
            return index


def _step(step: Step) -> _Json:
    match step:
        case Key(key):
            return {"key": key}
        case Name(name):
            return {"name": name}
        case Index(index):
            return {"index": index}
        case Member(member):
            return {"member": plain(member)}


def _cause(location: Location | None) -> _Json | None:
    if location is None:
        return None
    start = location.span.start if location.span else None
    return {
        "path": location.path,
        "line": start.line if start else None,
        "column": start.column if start else None,
    }
