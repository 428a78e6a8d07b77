"""A stack machine that turns YAML events into nodes, resolving anchors, merges and duplicate keys."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pilothouse.diagnostics import codes
from pilothouse.passes.parse.problem import ParseError
from pilothouse.passes.parse.tags import is_foreign, own_tag, tagged_scalar, unsupported
from pilothouse.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pilothouse.source.span import Position, Span

_SURROGATE = re.compile("[\ud800-\udfff]")
MAX_DEPTH = 100
MAX_NODES = 250_000
"""Including the values of every alias."""
_ANCHOR = re.compile(r"[\w-]+", re.ASCII)
"""Anchor names in Copilot's parser (gopkg.in/yaml.v3)."""
_QUOTE = 'quote a text that starts with "{" or "[", such as "{{ name }}"'


@dataclass
class _Open:
    """A collection that isn't closed yet."""

    span: Span
    tag: str
    anchor: str | None
    is_flow: bool
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    size: int = 1


class TreeBuilder:
    """Takes events one by one; `root` is the finished document, `problems` the defects of its keys.

    `with_hash` has the places of scalars with a `#` in them, in order.
    """

    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[ParseError] = []
        self.with_hash: list[Span] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}

    def scalar(
        self,
        text: str,
        tag: str | None,
        style: str | None,
        anchor: str | None,
        span: Span,
    ) -> None:
        """Take a scalar."""
        if style == '"' and _SURROGATE.search(text):
            message = "a \\u escape is half of a surrogate pair, which YAML does not support"
            raise ParseError(
                codes.INVALID_YAML, message, span, "write the character itself, or \\U and 8 digits"
            )
        if "#" in text:
            self.with_hash.append(span)
        node = tagged_scalar(text, self._known(tag, span, "!"), is_plain=not style, span=span)
        self._add(node, 1, anchor)

    def open_mapping(self, tag: str | None, anchor: str | None, span: Span, *, is_flow: bool) -> None:
        """Take the start of a mapping."""
        self._push(
            _Open(span, own_tag(self._known(tag, span), "map", span), anchor, is_flow, is_mapping=True)
        )

    def open_sequence(self, tag: str | None, anchor: str | None, span: Span, *, is_flow: bool) -> None:
        """Take the start of a sequence."""
        self._push(
            _Open(span, own_tag(self._known(tag, span), "seq", span), anchor, is_flow, is_mapping=False)
        )

    def close(self, end: Position) -> None:
        """Take the end of the innermost collection."""
        frame = self._open.pop()
        if not frame.is_flow:
            end = max((item.span.end for item in frame.items), default=frame.span.end)
        span = Span(frame.span.start, max(end, frame.span.start))
        if frame.is_mapping:
            node: Node = MappingNode(span, self._entries(frame.items), frame.tag)
        else:
            node = SequenceNode(span, tuple(frame.items), frame.tag)
        self._add(node, frame.size, frame.anchor)

    def alias(self, anchor: str, span: Span) -> None:
        """Take an alias: the anchor's node is repeated here."""
        if any(frame.anchor == anchor for frame in self._open):
            message = f"*{anchor} refers to the value that it is part of"
            raise ParseError(codes.SELF_REFERENCE, message, span)
        if anchor not in self._anchors:
            raise ParseError(
                codes.UNKNOWN_ALIAS,
                f"there is no anchor &{anchor} before this alias",
                span,
                f"to write the text *{anchor}, quote it: '*{anchor}'",
            )
        node, size = self._anchors[anchor]
        self._add(node, size, None)

    def _known(self, tag: str | None, span: Span, otherwise: str = "") -> str | None:
        """Return a tag that has a meaning; a foreign one is reported, and read as `otherwise`."""
        if is_foreign(tag):
            self.problems.append(unsupported(str(tag), span))
            return otherwise
        return tag

    def _push(self, frame: _Open) -> None:
        if len(self._open) >= MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} deep"
            raise ParseError(codes.OVERSIZED_FILE, message, frame.span)
        self._open.append(frame)

    def _add(self, node: Node, size: int, anchor: str | None) -> None:
        if anchor and not _ANCHOR.fullmatch(anchor):
            message = f'"&{anchor}" is read as an anchor, but is not a valid one'
            help = f"quote a text that starts with &: '&{anchor} …'"
            self.problems.append(ParseError(codes.INVALID_YAML, message, node.span, help))
        if anchor:
            self._anchors[anchor] = (node, size)
        if not self._open:
            self.root = node
            return
        frame = self._open[-1]
        frame.items.append(node)
        frame.size += size
        if frame.size > MAX_NODES:
            message = f"the file has more than {MAX_NODES:,} values after its aliases are expanded"
            raise ParseError(codes.OVERSIZED_FILE, message, frame.span)

    def _entries(self, items: list[Node]) -> dict[str, tuple[Span, Node]]:
        entries: dict[str, tuple[Span, Node]] = {}
        merged: list[MappingNode] = []
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, ScalarNode) or key.value is None:
                message = "a key must be text, not a mapping, a list or nothing"
                help = "write a key before the colon" if isinstance(key, ScalarNode) else _QUOTE
                self.problems.append(ParseError(codes.INVALID_KEY, message, key.span, help))
            elif key.text == "<<" and key.tag == "merge":
                merged += self._merge_sources(value)
            elif key.text in entries:
                message = f'key "{key.text}" is given twice'
                first = entries[key.text][0]
                self.problems.append(
                    ParseError(
                        codes.DUPLICATE_KEY,
                        message,
                        key.span,
                        "keep only one of them",
                        first,
                    )
                )
            else:
                entries[key.text] = (key.span, value)
        for source in merged:
            for name, entry in source.entries.items():
                entries.setdefault(name, entry)
        return entries

    def _merge_sources(self, value: Node) -> list[MappingNode]:
        sources = value.items if isinstance(value, SequenceNode) else (value,)
        mappings = [source for source in sources if isinstance(source, MappingNode)]
        if len(mappings) != len(sources):
            message = "<< merges mappings: give it an alias of a mapping, or a list of them"
            self.problems.append(ParseError(codes.INVALID_YAML, message, value.span))
        return mappings
