"""A patch in `cfn.patches.yml`: JSON Patch's add, remove and replace, in YAML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.document import Document
from pilothouse.source.node import MappingNode, Node, ScalarNode, SequenceNode
from pilothouse.source.route import Route

OPERATIONS = ("add", "remove", "replace")
_ELSEWHERE = frozenset({"copy", "move", "test"})
"""The operations of JSON Patch (RFC 6902) that Copilot doesn't support."""


@dataclass(frozen=True, slots=True)
class Patch:
    """An operation at a JSON pointer (RFC 6901), given by its tokens; `value` is None for a removal."""

    operation: str
    pointer: tuple[str, ...]
    value: Node | None
    place: Place
    """The place of the pointer."""


def read_patches(document: Document) -> tuple[tuple[Patch, ...], tuple[Diagnostic, ...]]:
    """Read a patch file. Returns its patches, or the defects of its shape.

    Copilot ignores empty items and unknown keys (JSON Patch specifies the latter), and so do we.
    """
    root, path = document.spans.root, document.file.path
    if isinstance(root, ScalarNode) and root.value is None:
        return (), ()
    if not isinstance(root, SequenceNode):
        help = "write `- op: add`, `  path: /…` and `  value: …` for each patch"
        return (), (_invalid("the file must be a list of patches", Place(path, Key(())), help),)
    patches, findings = [], []
    for index, node in enumerate(root.items):
        if not (isinstance(node, ScalarNode) and node.value is None):
            problems = list(_problems(node, (index,), path))
            findings += problems
            patches += [] if problems else [_patch(node, (index,), path)]
    return tuple(patches), tuple(findings)


def _patch(node: Node, route: Route, path: str) -> Patch:
    operation = _text(node, "op")
    value = None if operation == "remove" else _child(node, "value")
    return Patch(operation, _tokens(_text(node, "path")), value, Place(path, Value((*route, "path"))))


def _tokens(pointer: str) -> tuple[str, ...]:
    return tuple(token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])


def _problems(node: Node, route: Route, path: str) -> Iterator[Diagnostic]:
    whole = Place(path, Key(route))
    if not isinstance(node, MappingNode):
        yield _invalid("a patch must be a mapping with op, path and value", whole)
        return
    operation = _text(node, "op")
    if "op" not in node.entries:
        yield _invalid('"op" is missing from this patch', whole, f"one of {', '.join(OPERATIONS)}")
    elif operation not in OPERATIONS:
        known = () if operation in _ELSEWHERE else OPERATIONS
        help = did_you_mean(operation.lower(), known, "Copilot supports only add, remove and replace")
        place = Place(path, Value((*route, "op")))
        yield _invalid(f'operation "{operation}" is not one of {", ".join(OPERATIONS)}', place, help)
    pointer = _text(node, "path")
    if "path" not in node.entries:
        yield _invalid(
            '"path" is missing from this patch',
            whole,
            "give a place in the template, such as /Resources/Pipeline",
        )
    elif not pointer.startswith("/"):
        help = f"write /{pointer}" if pointer else "the template as a whole cannot be patched"
        yield _invalid('"path" must start with "/"', Place(path, Value((*route, "path"))), help)
    if operation in ("add", "replace") and "value" not in node.entries:
        yield _invalid(f'"value" is missing: the value to {operation}', whole)


def _invalid(message: str, place: Place, help: str = "") -> Diagnostic:
    return Diagnostic(codes.INVALID_PATCH, message, place, help)


def _child(node: Node, key: str) -> Node | None:
    entry = node.entries.get(key) if isinstance(node, MappingNode) else None
    return entry[1] if entry else None


def _text(node: Node, key: str) -> str:
    child = _child(node, key)
    return child.text if isinstance(child, ScalarNode) else ""
