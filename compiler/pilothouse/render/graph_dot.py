"""A pipeline in the DOT language of Graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.ir.graph import Graph
from pilothouse.render.escape import dot_string
from pilothouse.render.graph_view import Card, CardKind, Column, columns, heading

_FILLS = {
    CardKind.SOURCE: "#e0e7ff",
    CardKind.BUILD: "#e0e7ff",
    CardKind.APPROVAL: "#fef3c7",
    CardKind.PRE_DEPLOYMENT: "#f3e8ff",
    CardKind.DEPLOYMENT: "#dbeafe",
    CardKind.POST_DEPLOYMENT: "#ccfbf1",
    CardKind.TEST: "#dcfce7",
}


def graph_dot(graph: Graph) -> str:
    """Draw a graph: stages as clusters side by side, actions of the same run order on one level."""
    drawn = columns(graph)
    lines = [
        f"digraph {dot_string(graph.stack_name)} {{",
        f"  label={dot_string(heading(graph))}; labelloc=t; fontsize=18",
        # newrank aligns rows across all clusters.
        '  newrank=true; bgcolor=white; fontname="Helvetica"; nodesep=0.5; ranksep=0.4',
        '  node [shape=box style="rounded,filled" fontname="Helvetica" fontsize=11 color="#475569"]',
        '  edge [color="#475569" arrowsize=0.8]',
        *(line for place, column in enumerate(drawn) for line in _column(f"s{place}", column)),
        *_sequence(len(drawn)),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _column(prefix: str, column: Column) -> Iterator[str]:
    yield f"  subgraph cluster_{prefix} {{"
    yield '    label=""; style="rounded,filled"; color="#cbd5e1"; fillcolor="#f8fafc"; margin=10'
    title = _lines(column.title, column.caption)
    yield f"    {prefix} [label={title} shape=plaintext style=solid fontsize=12]"
    first_row = " ".join(f"{prefix}a{index}" for index in next(column.rows())[1])
    yield f"    {prefix} -> {{{first_row}}} [style=invis weight=8]"
    for place, card in enumerate(column.cards):
        yield f"    {prefix}a{place} [{_attributes(card)}]"
    for before, after in column.dependencies:
        yield f"    {prefix}a{before} -> {prefix}a{after}"
    for place, (ends, starts) in enumerate(column.group_order):
        yield from _group_link(prefix, place, ends, starts)
    yield "  }"


def _attributes(card: Card) -> str:
    shape = ' shape=hexagon style=filled penwidth=2 color="#b45309"' if card.kind is CardKind.APPROVAL else ""
    label = _lines(card.title, card.detail)
    return f"label={label} tooltip={dot_string(card.about)} fillcolor={dot_string(_FILLS[card.kind])}{shape}"


def _group_link(prefix: str, place: int, ends: tuple[int, ...], starts: tuple[int, ...]) -> Iterator[str]:
    """Link two groups, through a point if several actions wait for several others."""
    before = " ".join(f"{prefix}a{index}" for index in ends)
    after = " ".join(f"{prefix}a{index}" for index in starts)
    if len(ends) > 1 and len(starts) > 1:
        joint = f"{prefix}j{place}"
        yield f'    {joint} [shape=point width=0.06 color="#475569"]'
        yield f"    {{{before}}} -> {joint} [style=dashed arrowhead=none]"
        before = joint
    yield f"    {{{before}}} -> {{{after}}} [style=dashed]"


def _sequence(count: int) -> Iterator[str]:
    """Put the titles of all clusters in a row, in their order."""
    titles = [f"s{place}" for place in range(count)]
    yield f"  {' -> '.join(titles)} [penwidth=2.5]"
    yield f"  {{rank=same; {'; '.join(titles)}}}"


def _lines(title: str, detail: str) -> str:
    return f"{dot_string(title)[:-1]}\\n{dot_string(detail)[1:]}"
