"""Explain a schema's objection in our words, at the right key or value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.document import Document
from pilothouse.passes.check_schema.cures import (
    NOT_IN_VERSION_1,
    either,
    elsewhere,
    plain_truth,
    type_cure,
    value_cure,
)
from pilothouse.passes.check_schema.fixes import nearest_choice, respell_key, write_choice, write_key
from pilothouse.passes.check_schema.objection import Objection
from pilothouse.passes.check_schema.vocabulary import Vocabulary, letters
from pilothouse.passes.check_schema.words import TRUTH, allowed_types, example, kind_of, named, within
from pilothouse.source.route import Route

APPROVAL, MISSPELLED_APPROVAL = "requires_approval", "require_approval"


def explain(
    objection: Objection, document: Document, vocabulary: Vocabulary, stand_ins: Mapping[Route, Route]
) -> Iterator[Diagnostic]:
    """Yield the findings for one objection; a missing key is reported at the key written in its place."""
    match objection.keyword:
        case "additionalProperties":
            yield from _unknown_keys(objection, document, vocabulary, frozenset(stand_ins.values()))
        case "required":
            yield from _missing_keys(objection, document, vocabulary, stand_ins)
        case "type" if "x-conflicts" in objection.schema:
            yield _conflicting_keys(objection, document)
        case "type" if "enum" in objection.schema:
            return  # the enum objects, too, and says more
        case "type":
            yield _wrong_type(objection, document, vocabulary)
        case "pattern" if objection.schema.get("x-expected") == TRUTH:
            yield _wrong_type(objection, document, vocabulary)
        case _:
            yield _invalid_value(objection, document, vocabulary)


def _unknown_keys(
    objection: Objection, document: Document, vocabulary: Vocabulary, stand_ins: frozenset[Route]
) -> Iterator[Diagnostic]:
    properties: Mapping[str, Any] = objection.schema.get("properties", {})
    if properties.keys() == {"PolicyDocument"} and "Statement" in objection.value:
        yield _bare_policy(objection, document)
        return
    for key in objection.value:
        route = (*objection.route, key)
        if key in properties or route in stand_ins:
            continue
        place = Place(document.file.path, Key(route))
        where = within(objection.route)
        if key == MISSPELLED_APPROVAL and APPROVAL in properties:
            yield _misspelled_approval(place, route)
        elif homes := vocabulary.homes.get(key):
            message = f'"{key}" is not allowed {where}'
            yield Diagnostic(codes.MISPLACED_KEY, message, place, f"it belongs {either(homes)}")
        else:
            hint = NOT_IN_VERSION_1.get(letters(key), "") if "provider" in vocabulary.homes else ""
            name = "" if hint else vocabulary.meant(key, properties)
            help = f'did you mean "{name}"?' if name else hint or elsewhere(key, list(properties), vocabulary)
            fix = respell_key(route, name) if name not in objection.value else None
            shown = "".join(
                character if character.isprintable() else f"\\u{ord(character):04x}" for character in key
            )
            yield Diagnostic(codes.UNKNOWN_KEY, f'unknown key "{shown}" {where}', place, help, fix=fix)


def _bare_policy(objection: Objection, document: Document) -> Diagnostic:
    key = "Statement"
    place = Place(document.file.path, Key((*objection.route, key)))
    help = 'write "PolicyDocument:" before the policy, and indent the policy below it'
    return Diagnostic(
        codes.UNKNOWN_KEY, f"the policy {within(objection.route)} is missing its key", place, help
    )


def _misspelled_approval(place: Place, route: Route) -> Diagnostic:
    message = f'"{MISSPELLED_APPROVAL}" is read as "{APPROVAL}"'
    help = f'write "{APPROVAL}": Copilot ignores the other spelling and deploys without approval'
    return Diagnostic(codes.MISSPELLED_APPROVAL, message, place, help, fix=write_key(route, APPROVAL))


def _missing_keys(
    objection: Objection, document: Document, vocabulary: Vocabulary, stand_ins: Mapping[Route, Route]
) -> Iterator[Diagnostic]:
    for key in objection.argument:
        if key in objection.value:
            continue
        route = (*objection.route, key)
        code = codes.NO_STAGES if route == ("stages",) else codes.MISSING_KEY
        message = f'"{key}" is missing from {named(objection.route)}'
        if stand_in := stand_ins.get(route):
            yield _misspelled_key(code, message, document, route, stand_in)
        else:
            schema = vocabulary.resolve(objection.schema["properties"][key])
            help = f"add it: {example(key, schema, vocabulary.resolve)}"
            yield Diagnostic(code, message, Place(document.file.path, Key(objection.route)), help)


def _misspelled_key(
    code: Code, missing: str, document: Document, route: Route, stand_in: Route
) -> Diagnostic:
    """Report a missing key at the unknown key that was written instead."""
    place = Place(document.file.path, Key(stand_in))
    written, name = str(stand_in[-1]), str(route[-1])
    if written == name:
        where = within(route[:-1])
        help = f"it belongs {where}: correct its indentation"
        return Diagnostic(code, f"{missing}: it is {within(stand_in[:-1])}", place, help)
    help = f'did you mean "{name}"?'
    return Diagnostic(
        code, f'{missing}: "{written}" is not a key', place, help, fix=respell_key(stand_in, name)
    )


def _conflicting_keys(objection: Objection, document: Document) -> Diagnostic:
    first, second = sorted(
        (objection.route, (*objection.route[:-1], objection.schema["x-conflicts"])), key=document.spans.key
    )
    message = f'"{second[-1]}" and "{first[-1]}" cannot be used together'
    related = (Related(Place(document.file.path, Key(first)), "also given here"),)
    help = "keep one of them"
    return Diagnostic(codes.CONFLICTING_KEYS, message, Place(document.file.path, Key(second)), help, related)


def _wrong_type(objection: Objection, document: Document, vocabulary: Vocabulary) -> Diagnostic:
    expected = objection.schema.get("x-expected") or allowed_types(objection.argument)
    message = f"{named(objection.route)} must be {expected}, not {kind_of(objection.value)}"
    is_empty = objection.route == ("stages",) and objection.value is None
    return Diagnostic(
        codes.NO_STAGES if is_empty else codes.WRONG_TYPE,
        message,
        _at(objection, document),
        type_cure(objection, vocabulary),
        fix=plain_truth(objection, document),
    )


_SPECIAL_CODES = {
    ("stages", "minItems"): codes.NO_STAGES,
    ("version", "const"): codes.UNSUPPORTED_VERSION,
}
"""By the top-level key and the schema's keyword."""


def _invalid_value(objection: Objection, document: Document, vocabulary: Vocabulary) -> Diagnostic:
    special = _SPECIAL_CODES.get(
        (str(objection.route[0]) if len(objection.route) == 1 else "", objection.keyword)
    )
    code = special or codes.INVALID_VALUE
    message = f"{named(objection.route)} must be {_allowed(objection)}"
    if objection.is_key:
        expected = objection.schema["x-expected"]
        message = f'"{objection.value}" {within(objection.route[:-1])} must be {expected}'
    nearest = nearest_choice(objection)
    help = f'did you mean "{nearest}"?' if nearest else value_cure(objection, vocabulary)
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


def _shown(value: Any) -> str:
    text = str(value)
    return f'"{text[:40]}…"' if len(text) > 40 else f'"{text}"' if isinstance(value, str) else text


def _at(objection: Objection, document: Document) -> Place:
    route, value = objection.route, objection.value
    whole = value is None or objection.is_key or isinstance(value, dict | list)
    return Place(document.file.path, Key(route) if whole else Value(route))
