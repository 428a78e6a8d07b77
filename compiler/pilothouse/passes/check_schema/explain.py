"""Say a schema's objection in our words, at the right key or value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.document import Document
from pilothouse.passes.check_schema.fixes import nearest_choice, respell_key, write_choice, write_key
from pilothouse.passes.check_schema.objection import Objection
from pilothouse.passes.check_schema.vocabulary import Vocabulary
from pilothouse.passes.check_schema.words import allowed_types, first_sentence, kind_of, named, within
from pilothouse.source.route import Route

APPROVAL, MISSPELLED_APPROVAL = "requires_approval", "require_approval"


def explain(objection: Objection, document: Document, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Yield the findings for one objection."""
    match objection.keyword:
        case "additionalProperties":
            yield from _unknown_keys(objection, document, vocabulary)
        case "required":
            yield from _missing_keys(objection, document, vocabulary)
        case "not":
            yield _conflicting_keys(objection, document)
        case "type" | "anyOf":
            yield _wrong_type(objection, document)
        case _:
            yield _invalid_value(objection, document)


def _unknown_keys(objection: Objection, document: Document, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    allowed: list[str] = list(objection.schema.get("properties", ()))
    for key in objection.value:
        if key not in allowed:
            route = (*objection.route, key)
            place = Place(document.file.path, Key(route))
            where = within(objection.route)
            if key == MISSPELLED_APPROVAL and APPROVAL in allowed:
                yield _misspelled_approval(place, route)
            elif homes := vocabulary.homes.get(key):
                message = f'"{key}" has no meaning {where}'
                yield Diagnostic(codes.MISPLACED_KEY, message, place, f"it belongs {_either(homes)}")
            else:
                help = _suggestion(key, allowed, vocabulary)
                fix = respell_key(route, vocabulary.nearest(key, allowed))
                yield Diagnostic(codes.UNKNOWN_KEY, f'unknown key "{key}" {where}', place, help, fix=fix)


def _misspelled_approval(place: Place, route: Route) -> Diagnostic:
    message = f'"{MISSPELLED_APPROVAL}" is read as "{APPROVAL}"'
    help = f'write "{APPROVAL}": Copilot ignored the other spelling, and deployed without approval'
    return Diagnostic(codes.MISSPELLED_APPROVAL, message, place, help, fix=write_key(route, APPROVAL))


def _suggestion(key: str, allowed: list[str], vocabulary: Vocabulary) -> str:
    if nearest := vocabulary.nearest(key, allowed):
        return f'did you mean "{nearest}"?'
    if nearest := vocabulary.nearest(key, list(vocabulary.homes)):
        return f'did you mean "{nearest}"? It belongs {_either(vocabulary.homes[nearest])}'
    return f"known here: {', '.join(allowed)}"


def _either(homes: list[str]) -> str:
    return " or ".join(f"in {home}" if home else "at the top level" for home in homes)


def _missing_keys(objection: Objection, document: Document, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    place = Place(document.file.path, Key(objection.route))
    for key in objection.argument:
        if key not in objection.value:
            code = codes.NO_STAGES if (key, objection.route) == ("stages", ()) else codes.MISSING_KEY
            message = f'"{key}" is missing from {named(objection.route)}'
            meaning = first_sentence(vocabulary.description(objection.schema["properties"][key]))
            yield Diagnostic(code, message, place, f"add it: {meaning}" if meaning else "add it")


def _conflicting_keys(objection: Objection, document: Document) -> Diagnostic:
    first, second = sorted(
        ((*objection.route, key) for key in objection.argument["required"]), key=document.spans.key
    )
    message = f'"{second[-1]}" and "{first[-1]}" exclude each other'
    related = (Related(Place(document.file.path, Key(first)), "given here, too"),)
    help = "keep one of them"
    return Diagnostic(codes.CONFLICTING_KEYS, message, Place(document.file.path, Key(second)), help, related)


def _wrong_type(objection: Objection, document: Document) -> Diagnostic:
    expected = objection.schema.get("x-expected") or allowed_types(objection.argument)
    message = f"{named(objection.route)} must be {expected}, not {kind_of(objection.value)}"
    return Diagnostic(
        codes.WRONG_TYPE,
        message,
        _at(objection, document),
        _type_help(objection),
    )


def _type_help(objection: Objection) -> str:
    wants_text = "string" in objection.argument
    if wants_text and isinstance(objection.value, dict):
        return "quote the text: YAML makes a mapping of what holds a colon before a blank"
    if wants_text and isinstance(objection.value, int | float):
        return "quote the value to make it text"
    if "object" in objection.argument and isinstance(objection.value, list):
        return "write `NAME:` lines in place of `- name: NAME` items"
    if "array" in objection.argument and isinstance(objection.value, str):
        return "write it as a list: [a, b]"
    return _meaning(objection)


_SPECIAL_CODES = {
    ("stages", "minItems"): codes.NO_STAGES,
    ("version", "const"): codes.UNSUPPORTED_VERSION,
}
"""By the top-level key and the schema's keyword."""


def _invalid_value(objection: Objection, document: Document) -> Diagnostic:
    special = _SPECIAL_CODES.get(
        (str(objection.route[0]) if len(objection.route) == 1 else "", objection.keyword)
    )
    code = special or codes.INVALID_VALUE
    message = f"{named(objection.route)} must be {_allowed(objection)}"
    if objection.is_key:
        expected = objection.schema["x-expected"]
        message = f'"{objection.value}" {within(objection.route[:-1])} must be {expected}'
    nearest = nearest_choice(objection)
    help = f'did you mean "{nearest}"?' if nearest else _value_help(objection)
    return Diagnostic(code, message, _at(objection, document), help, fix=write_choice(objection, nearest))


def _allowed(objection: Objection) -> str:
    value: Any = objection.argument
    match objection.keyword:
        case "enum":
            choices = dict.fromkeys(str(choice) for choice in value if choice not in ("", None))
            return f"one of {', '.join(choices)}, not {_shown(objection.value)}"
        case "const":
            return f"{value}, not {_shown(objection.value)}"
        case "minItems":
            return "a list of at least one entry" if value == 1 else f"a list of at least {value} entries"
        case "maxProperties":
            return f"a mapping of at most {value} entries, and has {len(objection.value)}"
        case "minLength":
            return "text that isn't empty"
        case "maxLength":
            return f"at most {value} characters long, and has {len(str(objection.value))}"
        case _:
            expected = objection.schema.get("x-expected", f"text like {value}")
            return f"{expected}, not {_shown(objection.value)}"


def _value_help(objection: Objection) -> str:
    if objection.keyword == "const":
        return f'write "{objection.route[-1]}: {objection.argument}"'
    is_said = objection.is_key or objection.keyword == "enum"
    return "" if is_said and isinstance(objection.value, str) else _meaning(objection)


def _meaning(objection: Objection) -> str:
    """Say what the schema says of this place."""
    return first_sentence(objection.description)


def _shown(value: Any) -> str:
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"' if isinstance(value, str) else text


def _at(objection: Objection, document: Document) -> Place:
    route, value = objection.route, objection.value
    whole = value is None or objection.is_key or isinstance(value, dict | list)
    return Place(document.file.path, Key(route) if whole else Value(route))
