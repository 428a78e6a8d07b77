"""A pipeline as a Mermaid flow chart (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.ir.graph import Graph
from pilothouse.render.escape import mermaid_label, mermaid_title
from pilothouse.render.graph_view import Card, CardKind, Column, columns, heading

# Fixed pairs of background and text, so that a chart reads the same on a light and on a dark page.
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
    """Draw a graph: stages as boxes from left to right, actions in them from top to bottom."""
    drawn = columns(graph)
    lines = [
        "flowchart LR",
        f"  accTitle: {mermaid_title(heading(graph))}",
        *(line for place, column in enumerate(drawn) for line in _column(f"s{place}", column)),
        "  " + " ==> ".join(f"s{place}" for place in range(len(drawn))),
        *_classes(drawn),
        f"  class {','.join(f's{place}' for place in range(len(drawn)))} stage",
    ]
    return "\n".join(lines) + "\n"


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
    """Link two groups, through a small circle where several actions wait for several others."""
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
    yield "  classDef stage fill:#f8fafc,stroke:#94a3b8,color:#0f172a"


def _style_name(kind: CardKind) -> str:
    return kind.replace("-", "")
