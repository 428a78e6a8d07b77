"""The style of a pipeline's drawing, on a light and on a dark page."""

from __future__ import annotations

from pilothouse.render.graph_view import CardKind

# Line and fill of each kind of card, on a light page and on a dark one.
_LIGHT = {
    CardKind.SOURCE: ("#4f46e5", "#ffffff"),
    CardKind.BUILD: ("#4f46e5", "#ffffff"),
    CardKind.APPROVAL: ("#b45309", "#fef3c7"),
    CardKind.PRE_DEPLOYMENT: ("#8250df", "#ffffff"),
    CardKind.DEPLOYMENT: ("#0969da", "#ffffff"),
    CardKind.POST_DEPLOYMENT: ("#0f766e", "#ffffff"),
    CardKind.TEST: ("#1a7f37", "#ffffff"),
}
_DARK = {
    CardKind.SOURCE: ("#a5b4fc", "#21262d"),
    CardKind.BUILD: ("#a5b4fc", "#21262d"),
    CardKind.APPROVAL: ("#e3b341", "#3b2e0a"),
    CardKind.PRE_DEPLOYMENT: ("#d2a8ff", "#21262d"),
    CardKind.DEPLOYMENT: ("#58a6ff", "#21262d"),
    CardKind.POST_DEPLOYMENT: ("#56d4c5", "#21262d"),
    CardKind.TEST: ("#56d364", "#21262d"),
}

_SHAPES = """
text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.heading { font-size: 18px; font-weight: 600; }
.title { font-size: 14px; font-weight: 600; }
.name { font-size: 13px; font-weight: 600; }
.caption { font-size: 11px; }
.detail { font-size: 10.5px; }
text.detail { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.tag { font-size: 8.5px; font-weight: 600; text-anchor: end; }
.order { font-size: 11px; font-weight: 600; text-anchor: middle; }
.card { stroke-width: 1.25; }
.approval .card { stroke-width: 2; }
.swatch { stroke-width: 1.5; }
.arrow, .sample, .rail, .flow, .bracket { fill: none; }
.arrow, .sample { stroke-width: 1.5; }
.rail { stroke-width: 1; stroke-dasharray: 2 3; }
.bracket { stroke-width: 2; stroke-linecap: round; }
.flow { stroke-width: 3; }
"""


def stylesheet() -> str:
    """Return the drawing's CSS: shapes, the light colors, and the dark ones for readers who prefer them."""
    light = _colours(
        _LIGHT, page="#ffffff", column="#f6f8fa", line="#d0d7de", text="#1f2328", muted="#59636e"
    )
    dark = _colours(_DARK, page="#0d1117", column="#151b23", line="#3d444d", text="#f0f6fc", muted="#9198a1")
    return f"{_SHAPES}{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _colours(
    kinds: dict[CardKind, tuple[str, str]], *, page: str, column: str, line: str, text: str, muted: str
) -> str:
    rules = [
        f"text {{ fill: {text}; }}",
        f".caption, .detail, .order {{ fill: {muted}; }}",
        f".page {{ fill: {page}; }}",
        f".column {{ fill: {column}; stroke: {line}; }}",
        f".badge {{ fill: {page}; stroke: {line}; }}",
        f".rail, .bracket {{ stroke: {line}; }}",
        f".arrow, .sample, .flow {{ stroke: {muted}; }}",
        f".head {{ fill: {muted}; }}",
    ]
    for kind, (stroke, fill) in kinds.items():
        rules += [
            f".{kind} .card, .{kind} .swatch {{ stroke: {stroke}; fill: {fill}; }}",
            f".{kind} .stripe, .{kind} .tag {{ fill: {stroke}; }}",
        ]
    return "\n".join(rules) + "\n"
