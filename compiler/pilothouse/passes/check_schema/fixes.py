"""Other spellings of keys and values that a schema refuses."""

from __future__ import annotations

from pilothouse.diagnostics.fix import Fix, RenameKey, ReplaceScalar
from pilothouse.passes.check_schema.objection import Objection
from pilothouse.passes.check_schema.vocabulary import Vocabulary
from pilothouse.source.route import Route

_SEPARATORS = str.maketrans("", "", "-_ .")


def write_key(route: Route, name: str) -> Fix:
    """Write a key in the one spelling that its author can have meant."""
    return Fix(f'write "{name}"', (RenameKey(route, name),), is_safe=True)


def respell_key(route: Route, name: str) -> Fix | None:
    """Offer another spelling of a key: safe if only its case or its separators differ, else a guess."""
    if not name:
        return None
    return Fix(f'write "{name}"', (RenameKey(route, name),), is_safe=_same_letters(str(route[-1]), name))


def nearest_choice(objection: Objection) -> str:
    """Return the allowed text that looks most like the value, or an empty text."""
    if objection.keyword != "enum" or not isinstance(objection.value, str):
        return ""
    choices = [choice for choice in objection.argument if isinstance(choice, str)]
    same = next((choice for choice in choices if _same_letters(choice, objection.value)), "")
    return same or Vocabulary({}).nearest(objection.value, choices)


def write_choice(objection: Objection, choice: str) -> Fix | None:
    """Offer an allowed text: safe if only case or separators differ, else a guess."""
    if not choice:
        return None
    is_safe = _same_letters(choice, objection.value)
    return Fix(f'write "{choice}"', (ReplaceScalar(objection.route, choice),), is_safe)


def _same_letters(one: str, other: str) -> bool:
    return _letters(one) == _letters(other)


def _letters(word: str) -> str:
    return word.translate(_SEPARATORS).lower()
