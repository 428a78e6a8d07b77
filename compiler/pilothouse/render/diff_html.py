"""Differences as one self-contained HTML page: no script, no font, no picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pilothouse.diff.stack_diff import StackDiff
from pilothouse.render.diff_html_style import STYLE
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
from pilothouse.render.escape import xml_text

_CONTEXT = 3
_MOST_OF_A_KIND = 5
_MOST_DETAILS = 4
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_CLASSES = {ADDED: "added", REMOVED: "removed", CHANGED: "changed", MOVED: "changed", REPLACED: "replaced"}
_WORDS = {ADDED: "added", REMOVED: "removed", CHANGED: "changed", MOVED: "moved", REPLACED: "replaced"}


def diff_html(diffs: Sequence[StackDiff]) -> str:
    """Write differences, stack by stack, as a page; of several stacks, equal ones are only counted."""
    shown, same = views(diffs)
    title = ", ".join(one.name for one in shown) or same
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
            f"<title>Differences: {xml_text(title)}</title>",
            f"<style>{STYLE}</style>",
            "</head>",
            "<body>",
            "<main>",
            *(line for one in shown for line in _stack(one)),
            *([f'<p class="same">{xml_text(same)}.</p>'] if same else []),
            "</main>",
            "</body>",
            "</html>\n",
        ]
    )


def _stack(diff: DiffView) -> Iterator[str]:
    yield "<section>"
    yield f"<h1>{xml_text(diff.name)}</h1>"
    yield f'<p class="sides"><code>{xml_text(diff.before)}</code> → <code>{xml_text(diff.after)}</code></p>'
    yield f'<p class="overview">{xml_text(diff.overview) or "No difference"}</p>'
    if diff.risks:
        yield "<h2>Risks</h2>"
        yield '<div class="risks">'
        for _, group in groupby(diff.risks, key=lambda risk: risk.slug):
            yield from _risks(list(group))
        yield "</div>"
    if diff.resources or diff.others:
        yield "<h2>Changes</h2>"
    for resource in diff.resources:
        yield from _resource(resource)
    if diff.others:
        yield from _changes(diff.others, whole=True)
    yield "</section>"


def _risks(risks: Sequence[RiskView]) -> Iterator[str]:
    """Show risks of one kind, many of them folded."""
    shown_at_once, rest = risks[:_MOST_OF_A_KIND], risks[_MOST_OF_A_KIND:]
    yield "<ul>"
    for risk in shown_at_once:
        yield from _risk(risk)
    yield "</ul>"
    if rest:
        yield from _folded(
            f"{len(rest)} more {risks[0].slug}", (line for risk in rest for line in _risk(risk))
        )


def _risk(risk: RiskView) -> Iterator[str]:
    yield f'<li><strong class="slug">{risk.slug}</strong> {xml_text(risk.summary)}{_at(risk.cause)}'
    details = [f"<li><code>{xml_text(detail)}</code></li>" for detail in risk.details]
    if len(details) > _MOST_DETAILS:
        yield from _folded(f"{len(details)} lines", details)
    elif details:
        yield from ("<ul>", *details, "</ul>")
    yield "</li>"


def _folded(title: str, items: Iterable[str]) -> Iterator[str]:
    yield f'<details class="more"><summary>{xml_text(title)}</summary><ul>'
    yield from items
    yield "</ul></details>"


def _resource(resource: ResourceView) -> Iterator[str]:
    kind = _CLASSES[resource.sign]
    yield f'<details class="{kind}"><summary>'
    yield f"{_sign(resource.sign)} <strong>{xml_text(resource.name)}</strong>"
    yield f'<span class="type">{xml_text(resource.type)}</span> <span class="fate">{resource.fate}</span>'
    yield f"{_at(resource.cause)}</summary>"
    if resource.changes:
        yield from _changes(resource.changes)
    if lines := resource.lines(_CONTEXT):
        yield f"<pre>{''.join(map(_line, lines))}</pre>"
    yield "</details>"


def _changes(changes: Sequence[ChangeView], *, whole: bool = False) -> Iterator[str]:
    """List changes; with their lines if no resource's lines follow."""
    yield '<ul class="changes">'
    for change in changes:
        value = f": <code>{xml_text(change.value)}</code>" if change.value else ""
        note = f' <em class="note">{change.note}</em>' if change.note else ""
        lines = f"<pre>{''.join(map(_line, change.lines))}</pre>" if whole and change.lines else ""
        yield f"<li>{_sign(change.sign)} {xml_text(change.place)}{value}{note}{_at(change.cause)}{lines}</li>"
    yield "</ul>"


def _line(line: str) -> str:
    kind = {"+": "added", "-": "removed", "@": "gap"}.get(line[:1], "")
    return (
        f'<span class="line {kind}">{xml_text(line)}</span>'
        if kind
        else f'<span class="line">{xml_text(line)}</span>'
    )


def _sign(sign: str) -> str:
    return f'<span class="sign {_CLASSES[sign]}" title="{_WORDS[sign]}">{xml_text(sign)}</span>'


def _at(cause: str) -> str:
    """Show a line; its number stays whole where there is little room."""
    path, colon, line = cause.rpartition(":")
    if not line.isdecimal():
        path, colon, line = cause, "", ""
    number = f'<span class="number">{colon}{line}</span>' if line else ""
    return f' <code class="cause">{xml_text(path)}{number}</code>' if cause else ""
