"""Follow a JSON pointer through a template, or report where it ends and what is there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.nearest import did_you_mean, listed, nearest
from pilothouse.passes.override.part import Part
from pilothouse.source.integer import integer

APPEND = "-"
_INDEX = re.compile(r"[+-]?[0-9]+", re.ASCII)
_NAMING_KEYS = ("Name", "Sid", "PolicyName", "Key", "Id", "Region")


class PointerError(Exception):
    """A patch can't be applied at its pointer: the reason, and what is there instead."""

    def __init__(self, message: str, help: str = "", code: Code = codes.UNMATCHED_PATCH) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.code = code


def follow(root: Part, tokens: Sequence[str]) -> Part:
    """Return the part that `tokens` lead to. Raises PointerError."""
    part = root
    for position, token in enumerate(tokens):
        content, here = part.content, tokens[:position]
        if isinstance(content, dict):
            if token not in content:
                raise missing_key(content, token, here)
            part = content[token]
        elif isinstance(content, list):
            part = content[index_of(content, token, here, past_the_end=0)]
        else:
            raise no_collection(part, here)
    return part


def index_of(items: Sequence[Part], token: str, here: Sequence[str], past_the_end: int) -> int:
    """Return the index that `token` gives, at most `past_the_end` after the last. Raises PointerError."""
    where = show(here)
    if token == APPEND:
        message = f'"-" is the place after the last item of {where}, where there is nothing yet'
        raise PointerError(message, "use it only at the end of an add; " + _items(items, where))
    if not _INDEX.fullmatch(token):
        message = f'{where} is a list: "{token}" is not an index'
        raise PointerError(message, _named_item(items, token, where) or _items(items, where))
    index = integer(token)
    if not 0 <= index < len(items) + past_the_end:
        raise PointerError(f"{where} has no item {index}", _items(items, where))
    return index


def missing_key(entries: dict[str, Part], key: str, here: Sequence[str]) -> PointerError:
    """Report a missing key, with the existing ones."""
    help = did_you_mean(key, entries, f"existing keys: {listed(entries)}" if entries else "it is empty")
    return PointerError(f'there is no "{key}" in {show(here)}', help)


def no_collection(part: Part, here: Sequence[str]) -> PointerError:
    """Report that a pointer cannot go on."""
    if part.tag:
        message = f"{show(here)} is {part.tag}, and a path cannot go into it"
        return PointerError(message, f"replace {show(here)} as a whole")
    return PointerError(f"{show(here)} is neither a mapping nor a list", f"it is {part.content!r}")


def show(tokens: Sequence[str]) -> str:
    """Write a pointer."""
    escaped = (token.replace("~", "~0").replace("/", "~1") for token in tokens)
    return "".join(f"/{token}" for token in escaped) or "the template"


def _items(items: Sequence[Part], where: str) -> str:
    if not items:
        return f"{where} is empty"
    return f"its items: {listed(f'{index} {_name(item)}'.rstrip() for index, item in enumerate(items))}"


def _named_item(items: Sequence[Part], name: str, where: str) -> str:
    names = [_name(item) for item in items]
    near = nearest(name, filter(None, names))
    return f'"{near}" is {where}/{names.index(near)}' if near else ""


def _name(item: Part) -> str:
    """Return the name that people use for a list's item, if any."""
    if isinstance(item.content, dict):
        named = (item.content.get(key) for key in _NAMING_KEYS)
        return next((part.content for part in named if part and isinstance(part.content, str)), "")
    return item.content if isinstance(item.content, str) else ""
