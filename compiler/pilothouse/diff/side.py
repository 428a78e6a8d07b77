"""One of two compared stacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pilothouse.diagnostics.locate import Sources
from pilothouse.diff.home import Home
from pilothouse.ir.context import Context
from pilothouse.ir.stack import Stack


@dataclass(frozen=True, slots=True)
class Side:
    """One of two templates; `label` says where it is from (`HEAD`, a file).

    `tags` are the stack's, None where they aren't known; `stack` is known if it was compiled. `home` is known
    if the template belongs to a stack that is updated. With `trouble`, lines for people, the template
    cannot be read. `context` is the path of the context's file among
    `sources`, empty if it has none.
    """

    label: str
    template: Mapping[str, Any]
    tags: Mapping[str, str] | None = None
    stack: Stack | None = None
    sources: Sources = field(default_factory=dict)
    home: Home | None = None
    context: str = ""
    trouble: tuple[str, ...] = ()


def compiled_side(label: str, stack: Stack, sources: Sources, context: Context | None = None) -> Side:
    """Create a side from a compiled stack, with the files of manifest, overrides and context."""
    source = context.source if context else None
    path = source.file.path if source else ""
    known = {**sources, path: source} if source else sources
    return Side(label, stack.template, stack.tags, stack, known, context=path)
