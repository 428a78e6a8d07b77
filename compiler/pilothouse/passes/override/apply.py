"""Apply patches to a template, each to the result of the one before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.stack import MAX_DEPTH
from pilothouse.passes.override.part import Part, written
from pilothouse.passes.override.patch import Patch
from pilothouse.passes.override.pointer import (
    APPEND,
    PointerError,
    follow,
    index_of,
    missing_key,
    no_collection,
)
from pilothouse.source.route import Route


def apply_patch(root: Part, patch: Patch) -> Part | None:
    """Change `root` as a patch says, and return what it removed.

    Raises PointerError, and leaves `root` unchanged then.
    """
    return _APPLY[patch.operation](root, patch)


def _add(root: Part, patch: Patch) -> None:
    *above, last = patch.pointer
    parent, value = follow(root, above), _value(root, above, patch)
    if isinstance(parent.content, dict):
        parent.content[last] = value
    elif isinstance(parent.content, list):
        items = parent.content
        index = len(items) if last == APPEND else index_of(items, last, above, past_the_end=1)
        items.insert(index, value)
    else:
        raise no_collection(parent, above)


def _remove(root: Part, patch: Patch) -> Part:
    *above, last = patch.pointer
    parent = follow(root, above)
    if isinstance(parent.content, dict):
        if last not in parent.content:
            raise missing_key(parent.content, last, above)
        gone = parent.content.pop(last)
    elif isinstance(parent.content, list):
        gone = parent.content.pop(index_of(parent.content, last, above, past_the_end=0))
    else:
        raise no_collection(parent, above)
    _blame(root, above, patch.place)
    return gone


def _replace(root: Part, patch: Patch) -> None:
    try:
        part = follow(root, patch.pointer)
    except PointerError as error:
        raise _to_create(error, root, patch.pointer) from error
    value = _value(root, patch.pointer[:-1], patch)
    part.content, part.tag, part.origin = value.content, value.tag, value.origin


_APPLY: dict[str, Callable[[Part, Patch], Part | None]] = {
    "add": _add,
    "remove": _remove,
    "replace": _replace,
}


def _to_create(error: PointerError, root: Part, pointer: Sequence[str]) -> PointerError:
    """Add a hint for the case that only the last key is missing."""
    try:
        parent = follow(root, pointer[:-1])
    except PointerError:
        return error
    if isinstance(parent.content, dict):
        return PointerError(error.message, f"{error.help}\nto create it, write `op: add`")
    return error


def _value(root: Part, above: Sequence[str], patch: Patch) -> Part:
    """Return the value that a patch writes into the part at `above`. Raises PointerError if too deep."""
    assert patch.value is not None, "read_patches rejects add and replace without a value"
    path, anchor = patch.place.path, patch.place.anchor
    assert isinstance(anchor, Value)
    at: Route = (*anchor.route[:-1], "value")
    value = written(patch.value, lambda route: Place(path, Value((*at, *route))))
    if _levels(root, above) + value.depth() > MAX_DEPTH:
        message = f"with this, the template is nested more than {MAX_DEPTH} levels deep"
        raise PointerError(message, "nest the values less deeply", codes.DEEP_OVERRIDE)
    return value


def _levels(root: Part, tokens: Sequence[str]) -> int:
    """Return the nesting depth of a value in the part at `tokens`."""
    part, levels = root, root.own_levels
    for token in tokens:
        part = follow(part, [token])
        levels += part.own_levels
    return levels


def _blame(root: Part, tokens: Sequence[str], place: Place) -> None:
    """Record the patch as origin of the container; its remaining children keep theirs."""
    part, origin = root, root.origin
    for position in range(len(tokens)):
        part = follow(part, [tokens[position]])
        origin = part.origin or origin
    if not part.is_blamed:
        for _, child in part.children():
            child.origin = child.origin or origin
    part.origin, part.is_blamed = place, True
