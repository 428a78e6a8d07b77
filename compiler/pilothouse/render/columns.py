"""Rows of text in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pilothouse.render.cells import shown


def columns(rows: Iterable[Sequence[str]], indent: int = 0) -> Iterator[str]:
    """Yield a line for each row, its cells padded to the widest of their column, separated by two spaces."""
    table = [[shown(text) for text in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (f"{text:<{width}}" for text, width in zip(row, widths, strict=True))
        yield (" " * indent + "  ".join(cells)).rstrip()
