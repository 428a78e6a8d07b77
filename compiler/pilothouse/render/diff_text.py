"""Differences as text for a terminal: the risks, then resource by resource."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pilothouse.diff.stack_diff import StackDiff
from pilothouse.render.cells import shown
from pilothouse.render.diff_view import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    REPLACED,
    ChangeView,
    DiffView,
    ResourceView,
    RiskView,
    views,
)
from pilothouse.render.palette import PLAIN, Palette, paint

_STEP = "  "


def diff_text(diffs: Sequence[StackDiff], palette: Palette = PLAIN, context: int | None = None) -> str:
    """Write differences stack by stack.

    With `context`, write the lines of each changed resource, with that many unchanged ones around.
    """
    shown_ones, same = views(diffs)
    blocks = ["\n".join(_stack(one, palette, context)) for one in shown_ones]
    blocks += [same] if same else []
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _stack(diff: DiffView, palette: Palette, context: int | None) -> Iterator[str]:
    title = f"{shown(diff.name)}: {shown(diff.before)} -> {shown(diff.after)}"
    yield paint(title, palette.strong)
    if diff.is_empty:
        yield diff.overview or "no difference"
        return
    for risk in diff.risks:
        yield from _risk(risk, palette)
    if diff.risks:
        yield ""
    for resource in diff.resources:
        yield from _resource(resource, palette, context)
    for change in diff.others:
        yield from _change(change, "", palette)
    if diff.resources or diff.others:
        yield ""
    yield diff.overview


def _risk(risk: RiskView, palette: Palette) -> Iterator[str]:
    label = paint(f"risk[{risk.slug}]", palette.warning)
    yield f"{label}{paint(f': {shown(risk.summary)}', palette.strong)}"
    if risk.cause:
        yield f"{_STEP}{paint('-->', palette.gutter)} {shown(risk.cause)}"
    for detail in risk.details:
        yield f"{_STEP}{shown(detail)}"


def _resource(resource: ResourceView, palette: Palette, context: int | None) -> Iterator[str]:
    sign = paint(resource.sign, _colour(resource.sign, palette))
    name = paint(shown(resource.name), palette.strong)
    yield f"{sign} {name} ({shown(resource.type)}): {resource.fate}{_at(resource.cause, palette)}"
    if context is None:
        for change in resource.changes:
            yield from _change(change, _STEP * 2, palette)
        if resource.is_beside_others:
            lines = (line for line in resource.lines(0) if line != "@@")
            yield from (_STEP * 2 + _line(line, palette) for line in lines)
    else:
        for line in resource.lines(context):
            yield _STEP * 2 + _line(line, palette)


def _change(change: ChangeView, indent: str, palette: Palette) -> Iterator[str]:
    sign = paint(change.sign, _colour(change.sign, palette))
    value = f": {shown(change.value)}" if change.value else ""
    note = paint(f" [{change.note}]", palette.warning) if change.note else ""
    yield f"{indent}{sign} {shown(change.place)}{value}{note}{_at(change.cause, palette)}"
    for line in change.lines:
        yield f"{indent}{_STEP * 2}{_line(line, palette)}"


def _line(line: str, palette: Palette) -> str:
    return paint(shown(line), _colour(line[:1], palette))


def _at(cause: str, palette: Palette) -> str:
    return paint(f"  {shown(cause)}", palette.gutter) if cause else ""


def _colour(sign: str, palette: Palette) -> str:
    return {
        ADDED: palette.added,
        REMOVED: palette.removed,
        CHANGED: palette.note,
        MOVED: palette.note,
        REPLACED: palette.error,
    }.get(sign, "")
