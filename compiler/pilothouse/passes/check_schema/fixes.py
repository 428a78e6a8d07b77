"""Fixes for the spelling of keys and values that a schema rejects."""

from __future__ import annotations

from pilothouse.diagnostics.fix import Fix, RenameKey, ReplaceScalar
from pilothouse.passes.check_schema.objection import Objection
from pilothouse.passes.check_schema.vocabulary import Vocabulary, letters
from pilothouse.source.route import Route


def write_key(route: Route, name: str) -> Fix:
    """Write a key in the only spelling that its author can have intended."""
    return Fix(f'write "{name}"', (RenameKey(route, name),), is_safe=True)


def respell_key(route: Route, name: str) -> Fix | None:
    """Offer another spelling of a key: safe if only its case or its separators differ, else a guess."""
    if not name:
        return None
    return Fix(f'write "{name}"', (RenameKey(route, name),), is_safe=_same_letters(str(route[-1]), name))


def nearest_choice(objection: Objection) -> str:
    """Return the allowed text that the value was probably intended as, or an empty text."""
    if objection.keyword != "enum" or not isinstance(objection.value, str):
        return ""
    choices = {letters(choice): choice for choice in objection.argument if isinstance(choice, str)}
    aliases = {letters(alias): choice for alias, choice in objection.schema.get("x-aliases", {}).items()}
    known = {**aliases, **choices}
    word = letters(objection.value)
    return known.get(word) or Vocabulary({}).nearest(objection.value, list(choices.values()))


def write_choice(objection: Objection, choice: str) -> Fix | None:
    """Offer an allowed text: safe if only case or separators differ, else a guess."""
    if not choice:
        return None
    is_safe = _same_letters(choice, objection.value)
    return Fix(f'write "{choice}"', (ReplaceScalar(objection.route, choice),), is_safe)


def _same_letters(one: str, other: str) -> bool:
    return letters(one) == letters(other)
