"""The nodes of a YAML document, each with its span.

A node that an alias repeats is one object at several routes: nothing is copied.
"""

from __future__ import annotations

from typing import NamedTuple

from pilothouse.source.span import Span

Scalar = str | int | float | bool | None


class ScalarNode(NamedTuple):
    """A scalar: its value, and the text it was read from (`0x10` for 16)."""

    span: Span
    value: Scalar
    text: str
    tag: str = ""
    """A tag that was written and isn't YAML's own (`!Sub`), else empty."""
    is_plain: bool = False
    """Whether it was written without quotes and without a tag."""


class SequenceNode(NamedTuple):
    """A sequence of nodes."""

    span: Span
    items: tuple[Node, ...]
    tag: str = ""


class MappingNode(NamedTuple):
    """A mapping: to each key its span and the node of its value, in the order written."""

    span: Span
    entries: dict[str, tuple[Span, Node]]
    tag: str = ""


Node = ScalarNode | SequenceNode | MappingNode
