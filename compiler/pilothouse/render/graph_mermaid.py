"""A pipeline as a Mermaid flow chart (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pilothouse.ir.graph import Graph
from pilothouse.render.escape import mermaid_label, mermaid_title
from pilothouse.render.graph_view import Card, CardKind, Column, columns, heading

MOST_LINKS, MOST_CHARACTERS = 500, 50_000
"""GitHub's limits: the defaults of Mermaid's settings `maxEdges` and `maxTextSize`."""
_MOST_ABREAST = 6
"""Stages side by side; a page is too narrow for more."""

# Fixed pairs of background and text, so that a chart is readable on a light and on a dark page. A stage
# has the page's background, since themes make it gray or yellow; arrows have a gray visible on both.
_STYLES = {
    CardKind.SOURCE: "fill:#e0e7ff,stroke:#4f46e5,color:#1e1b4b",
    CardKind.BUILD: "fill:#e0e7ff,stroke:#4f46e5,color:#1e1b4b",
    CardKind.APPROVAL: "fill:#fef3c7,stroke:#b45309,color:#451a03,stroke-width:2px",
    CardKind.PRE_DEPLOYMENT: "fill:#f3e8ff,stroke:#7e22ce,color:#3b0764",
    CardKind.DEPLOYMENT: "fill:#dbeafe,stroke:#1d4ed8,color:#172554",
    CardKind.POST_DEPLOYMENT: "fill:#ccfbf1,stroke:#0f766e,color:#042f2e",
    CardKind.TEST: "fill:#dcfce7,stroke:#15803d,color:#052e16",
}


def graph_mermaid(graph: Graph) -> str:
    """Draw a graph: stages as boxes, side by side if they are few, actions in them from top to bottom."""
    drawn = columns(graph)
    lines = [
        "flowchart LR" if len(drawn) <= _MOST_ABREAST else "flowchart TB",
        f"  accTitle: {mermaid_title(heading(graph))}",
        *(line for place, column in enumerate(drawn) for line in _column(f"s{place}", column)),
        "  " + " ==> ".join(f"s{place}" for place in range(len(drawn))),
        *_classes(drawn),
        f"  class {','.join(f's{place}' for place in range(len(drawn)))} stage",
    ]
    return "\n".join(lines) + "\n"


def objection(chart: str) -> str:
    """Return the reason why GitHub won't draw a chart, an empty text if it will."""
    # `a & b --> c & d` are four links
    lines = [line for line in chart.splitlines() if _ARROW.search(line) and '["' not in line]
    links = sum(_links(line) for line in lines)
    if links > MOST_LINKS:
        return f"it has {links:,} links, and GitHub draws at most {MOST_LINKS}"
    if len(chart) > MOST_CHARACTERS:
        return f"it has {len(chart):,} characters, and GitHub draws at most {MOST_CHARACTERS:,}"
    return ""


_ARROW = re.compile(r" (?:-->|==>|-\.->|-\.-) ")


def _links(line: str) -> int:
    sides = [len(side.split(" & ")) for side in _ARROW.split(line)]
    return sum(before * after for before, after in pairwise(sides))


def _column(prefix: str, column: Column) -> Iterator[str]:
    yield f'  subgraph {prefix}["<b>{mermaid_label(column.title)}</b>"]'
    yield "    direction TB"
    for place, card in enumerate(column.cards):
        yield f"    {prefix}a{place}{_node(card)}:::{_style_name(card.kind)}"
    for before, after in column.dependencies:
        yield f"    {prefix}a{before} --> {prefix}a{after}"
    for place, (ends, starts) in enumerate(column.group_order):
        yield from _group_link(prefix, place, ends, starts)
    yield "  end"


def _group_link(prefix: str, place: int, ends: tuple[int, ...], starts: tuple[int, ...]) -> Iterator[str]:
    """Link two groups, through a small circle if several actions wait for several others."""
    before = [f"{prefix}a{index}" for index in ends]
    after = [f"{prefix}a{index}" for index in starts]
    if len(before) > 1 and len(after) > 1:
        joint = f"{prefix}j{place}"
        yield f"    {joint}(( )):::joint"
        yield f"    {' & '.join(before)} -.- {joint}"
        before = [joint]
    yield f"    {' & '.join(before)} -.-> {' & '.join(after)}"


def _node(card: Card) -> str:
    label = _label(card.title, card.detail)
    return f'{{{{"{label}"}}}}' if card.kind is CardKind.APPROVAL else f'["{label}"]'


def _label(title: str, detail: str) -> str:
    return f"<b>{mermaid_label(title)}</b><br/><small>{mermaid_label(detail)}</small>"


def _classes(drawn: tuple[Column, ...]) -> Iterator[str]:
    used = {card.kind for column in drawn for card in column.cards}
    for kind, style in _STYLES.items():
        if kind in used:
            yield f"  classDef {_style_name(kind)} {style}"
    yield "  classDef joint fill:#6b7280,stroke:#6b7280"
    yield "  classDef stage fill:none,stroke:#94a3b8"
    yield "  linkStyle default stroke:#7d8590"


def _style_name(kind: CardKind) -> str:
    return kind.replace("-", "")
