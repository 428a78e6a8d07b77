"""A template as a tree of meanings: sets are sets, named items go by their names.

Two nodes with the same fingerprint mean the same to CloudFormation and to the services behind it. They are
equal, then. `path` leads to the place of a node in its template.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from pilothouse.ir.stack import TemplatePath


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text, a number or a truth value, as the text that CloudFormation makes of it; None for null."""

    path: TemplatePath = field(compare=False)
    fingerprint: str
    value: str | None = field(compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that is known only at deployment: `BuildRole`, `BuildRole.Arn`, `AWS::Region`."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """Any other function; `argument` is JSON, nested functions in it in their one form."""

    name: str
    argument: str


Part = str | Reference | Call


@dataclass(frozen=True, slots=True)
class FunctionNode:
    """A text that CloudFormation assembles from parts: literals are `str`."""

    path: TemplatePath = field(compare=False)
    fingerprint: str
    parts: tuple[Part, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class TextNode:
    """A YAML text inside the template. Its meaning is compared, its lines are shown."""

    path: TemplatePath = field(compare=False)
    fingerprint: str
    text: str = field(compare=False)


@dataclass(frozen=True, slots=True)
class MapNode:
    """Values by key."""

    path: TemplatePath = field(compare=False)
    fingerprint: str
    entries: Mapping[str, Node] = field(compare=False)


@dataclass(frozen=True, slots=True)
class ListNode:
    """Values in a significant order."""

    path: TemplatePath = field(compare=False)
    fingerprint: str
    items: tuple[Node, ...] = field(compare=False)


@dataclass(frozen=True, slots=True)
class KeyedNode:
    """Values named by one of their properties. Their order matters only if `is_ordered`."""

    path: TemplatePath = field(compare=False)
    fingerprint: str
    items: Mapping[str, Node] = field(compare=False)
    is_ordered: bool = field(compare=False)


@dataclass(frozen=True, slots=True)
class SetNode:
    """Values without a significant order, each once."""

    path: TemplatePath = field(compare=False)
    fingerprint: str
    members: tuple[Node, ...] = field(compare=False)


Node = ScalarNode | FunctionNode | TextNode | MapNode | ListNode | KeyedNode | SetNode


def scalar(path: TemplatePath, value: str | None, *, meaning: str | None = None) -> ScalarNode:
    """Create a scalar; `meaning` is compared instead if case doesn't matter (IAM's action names)."""
    return ScalarNode(path, _hash("scalar", [json.dumps(value if meaning is None else meaning)]), value)


def function(path: TemplatePath, parts: tuple[Part, ...]) -> FunctionNode:
    """Make a function of parts."""
    return FunctionNode(path, _hash("function", map(repr, parts)), parts)


def text(path: TemplatePath, content: str, meaning: str) -> TextNode:
    """Make an embedded text; `meaning` is the same for all ways to write it."""
    return TextNode(path, _hash("text", [meaning]), content)


def mapping(path: TemplatePath, entries: Mapping[str, Node]) -> MapNode:
    """Make a map."""
    return MapNode(path, _hash("map", sorted(_entries(entries))), entries)


def sequence(path: TemplatePath, items: tuple[Node, ...]) -> ListNode:
    """Make a list."""
    return ListNode(path, _hash("list", (item.fingerprint for item in items)), items)


def keyed(path: TemplatePath, items: Mapping[str, Node], *, is_ordered: bool) -> KeyedNode:
    """Make a list of named values."""
    entries = list(_entries(items))
    return KeyedNode(path, _hash("keyed", entries if is_ordered else sorted(entries)), items, is_ordered)


def unordered(path: TemplatePath, members: Iterable[Node]) -> SetNode:
    """Create a set; of equal members the first stays."""
    unique: dict[str, Node] = {}
    for member in members:
        unique.setdefault(member.fingerprint, member)
    return SetNode(path, _hash("set", sorted(unique)), tuple(unique.values()))


def _entries(entries: Mapping[str, Node]) -> Iterable[str]:
    return (f"{json.dumps(key)} {node.fingerprint}" for key, node in entries.items())


def _hash(kind: str, parts: Iterable[str]) -> str:
    return blake2b("\n".join([kind, *parts]).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
