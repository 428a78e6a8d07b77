"""Differences as Markdown that fits a comment on a pull request.

Overview first, then the risks, then each resource folded. What doesn't fit is left out, and counted on the
last line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pilothouse.diff.stack_diff import StackDiff
from pilothouse.render.cells import shown
from pilothouse.render.diff_view import ChangeView, DiffView, ResourceView, RiskView, views
from pilothouse.render.diff_words import cut
from pilothouse.render.escape import (
    longest_ticks,
    markdown_block,
    markdown_code,
    markdown_html,
    markdown_text,
)

LONGEST_COMMENT = 65_536
"""Characters that GitHub takes for one comment: its API answers `body is too long (maximum is 65536)`."""

_ROOM_FOR_THE_END = 300
_MOST_CHANGES = 50
_MOST_LINES = 200
_MOST_DETAILS = 50
_MOST_OF_A_KIND = 10
_CONTEXT = 3
_LONGEST_LINE = 2_000


@dataclass(frozen=True, slots=True)
class _Block:
    """A piece of text that stays whole or is left out; `kind` is the kind to count then."""

    text: str
    kind: str


def diff_markdown(diffs: Sequence[StackDiff], limit: int = LONGEST_COMMENT) -> str:
    """Write differences in at most `limit` bytes of UTF-8 (a thousand at least)."""
    shown_ones, same = views(diffs)
    blocks = [_Block(_overview(one), "stack") for one in shown_ones]
    blocks += [_Block(f"{same}.\n\n", "")] if same else []
    for one in shown_ones:
        blocks += _risks(one)
    for one in shown_ones:
        blocks += _resources(one)
    return _fitting(blocks, limit)


def _fitting(blocks: Sequence[_Block], limit: int) -> str:
    kept: list[str] = []
    left_out: list[_Block] = []
    room = limit - _ROOM_FOR_THE_END
    for block in blocks:
        size = len(block.text.encode())
        if size <= room:
            kept.append(block.text)
            room -= size
        else:
            left_out.append(block)
    return "".join([*kept, _left_out(left_out)])


def _left_out(blocks: Sequence[_Block]) -> str:
    counts = Counter(block.kind for block in blocks if block.kind)
    if not counts:
        return ""
    listed = ", ".join(
        f"{count} {kind}" if count == 1 else f"{count} {kind}s" for kind, count in counts.items()
    )
    return f"\n**Left out, to fit into this comment: {listed}.** `pilothouse diff` shows everything.\n"


def _overview(diff: DiffView) -> str:
    title = f"### {markdown_code(diff.name)}: {markdown_code(diff.before)} → {markdown_code(diff.after)}\n\n"
    if diff.is_empty:
        return f"{title}{markdown_text(diff.overview).capitalize() or 'No difference'}.\n\n"
    kinds = Counter(risk.slug for risk in diff.risks)
    risks = ", ".join(f"{count} {slug}" for slug, count in kinds.items())
    return f"{title}**{markdown_text(diff.overview)}**" + (f" ({risks})" if risks else "") + "\n\n"


def _risks(diff: DiffView) -> Iterator[_Block]:
    if diff.risks:
        yield _Block(f"#### Risks of {markdown_code(diff.name)}\n\n", "")
    for slug, group in groupby(diff.risks, key=lambda risk: risk.slug):
        risks = list(group)
        for risk in risks[:_MOST_OF_A_KIND]:
            yield _Block(_risk(risk), "risk")
        if len(risks) > _MOST_OF_A_KIND:
            yield _Block(f"- ⚠️ and {len(risks) - _MOST_OF_A_KIND} more **{slug}**\n", "")
    if diff.risks:
        yield _Block("\n", "")


def _risk(risk: RiskView) -> str:
    lines = [f"- ⚠️ **{risk.slug}**: {markdown_text(risk.summary)}{_at(risk.cause)}"]
    lines += [f"  - {markdown_code(detail)}" for detail in risk.details[:_MOST_DETAILS]]
    if len(risk.details) > _MOST_DETAILS:
        lines.append(f"  - and {len(risk.details) - _MOST_DETAILS} more")
    return "\n".join(lines) + "\n"


def _resources(diff: DiffView) -> Iterator[_Block]:
    if diff.resources or diff.others:
        yield _Block(f"#### Changes of {markdown_code(diff.name)}\n\n", "")
    for resource in diff.resources:
        yield _Block(_resource(resource), "resource")
    for change in diff.others:
        yield _Block(_change(change) + _fenced(change.lines, "  "), "other change")


def _resource(resource: ResourceView) -> str:
    summary = (
        f"<code>{resource.sign}</code> <b>{markdown_html(resource.name)}</b> "
        f"({markdown_html(resource.type)}): {resource.fate}{_at_html(resource.cause)}"
    )
    changes = "".join(map(_change, resource.changes[:_MOST_CHANGES]))
    if len(resource.changes) > _MOST_CHANGES:
        changes += f"- and {len(resource.changes) - _MOST_CHANGES} more changes\n"
    return f"<details><summary>{summary}</summary>\n\n{changes}\n{_lines(resource)}\n</details>\n\n"


def _change(change: ChangeView) -> str:
    value = f": {markdown_code(change.value)}" if change.value else ""
    note = f" **{change.note}**" if change.note else ""
    return f"- {markdown_code(change.sign)} {markdown_text(change.place)}{value}{note}{_at(change.cause)}\n"


def _lines(resource: ResourceView) -> str:
    return _fenced(resource.lines(_CONTEXT))


def _fenced(shown_lines: Sequence[str], indent: str = "") -> str:
    lines = [cut(markdown_block(shown(line)), _LONGEST_LINE) for line in shown_lines]
    if len(lines) > _MOST_LINES:
        more = len(lines) - _MOST_LINES
        lines = [*lines[:_MOST_LINES], f"@@ {more} more lines @@"]
    if not lines:
        return ""
    fence = "`" * max(3, 1 + max(map(longest_ticks, lines)))
    return "".join(f"{indent}{line}\n" for line in (f"{fence}diff", *lines, fence))


def _at(cause: str) -> str:
    return f" ({markdown_code(cause)})" if cause else ""


def _at_html(cause: str) -> str:
    return f" <code>{markdown_html(cause)}</code>" if cause else ""
