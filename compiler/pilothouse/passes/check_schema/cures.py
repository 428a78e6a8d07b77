"""Suggestions to replace what a schema rejects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pilothouse.diagnostics.fix import Fix, Rewrite
from pilothouse.ir.document import Document
from pilothouse.passes.check_schema.objection import Objection
from pilothouse.passes.check_schema.vocabulary import Vocabulary
from pilothouse.passes.check_schema.words import TRUTH, example
from pilothouse.source.edit import TextEdit

_IN_THE_BUILDSPEC = 'set it in the buildspec, under "env", or override the project: `pilothouse override`'
_BY_AN_OVERRIDE = "version 1 has no key for it; `pilothouse override` changes the template"
NOT_IN_VERSION_1 = {
    **dict.fromkeys(("on", "triggers", "trigger"), "every push to the source's branch starts the pipeline"),
    **dict.fromkeys(("variables", "environmentvariables", "secrets", "env", "envvars"), _IN_THE_BUILDSPEC),
    **dict.fromkeys(
        (
            "notifications",
            "timeout",
            "vpc",
            "network",
            "compute",
            "computetype",
            "hooks",
            "type",
            "tags",
            "cache",
        ),
        _BY_AN_OVERRIDE,
    ),
    **dict.fromkeys(("postbuild", "prebuild"), 'it is a phase of a buildspec: the file given by "buildspec"'),
}
"""Keys that users of other tools write, and their replacements here."""
_OF_A_BUILDSPEC = frozenset({"commands", "phases", "install", "artifacts"})


def elsewhere(key: str, allowed: list[str], vocabulary: Vocabulary) -> str:
    """Suggest a replacement for a key that resembles none of the allowed ones."""
    if "buildspec" in allowed and key in _OF_A_BUILDSPEC:
        return 'commands belong in the buildspec: the file given by "buildspec"'
    name, homes = vocabulary.home_of(key)
    if name:
        return f'did you mean "{name}"? It belongs {either(homes)}'
    return f"known here: {', '.join(allowed)}"


def either(homes: list[str]) -> str:
    """List the places where a key belongs."""
    return " or ".join(f"in {home}" if home else "at the top level" for home in homes)


def type_cure(objection: Objection, vocabulary: Vocabulary) -> str:
    """Suggest a replacement for a value of the wrong type."""
    return next(_type_cures(objection, vocabulary))


def _type_cures(objection: Objection, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield suggestions, the best first."""
    value, wanted = objection.value, objection.argument
    key = str(objection.route[-1]) if objection.route else ""
    is_item = bool(objection.route) and isinstance(objection.route[-1], int)
    if objection.schema.get("x-expected") == TRUTH:
        yield f'write "{key}: true" or "{key}: false", without quotes'
    if not objection.route:
        yield 'write keys, one per line, such as "name: …"'
    if value is None and is_item:
        yield "remove the empty item, or add a text"
    if "string" in wanted and isinstance(value, dict):
        yield "quote the text: a colon followed by a space makes it a mapping in YAML"
    if "string" in wanted and isinstance(value, int | float):
        yield "quote the value to make it text"
    if "object" in wanted and isinstance(value, list):
        yield _entries_for(value)
    if "object" in wanted and isinstance(value, str) and is_item:
        yield f'write "- name: {value}"'
    if "array" in wanted and isinstance(value, str):
        first = value.removeprefix("-").partition(" -")[0]
        is_items = value.startswith("-")
        yield (
            f'write a space after each dash: "- {first}"'
            if is_items
            else f'write it as a list: "{key}: [{value}]"'
        )
    yield f"write it like this: {example(key, objection.schema, vocabulary.resolve)}"


def _entries_for(items: list[Any]) -> str:
    if all(isinstance(item, str) for item in items):
        names = " and ".join(f'"{item}:"' for item in items[:2])
        return f"write a mapping, with one line per name: {names or 'NAME:'}"
    return "write `NAME:` lines instead of `- name: NAME` items"


def plain_truth(objection: Objection, document: Document) -> Fix | None:
    """Offer true or false to replace a text or a number that can only mean that."""
    truths = {"true": "true", "yes": "true", "1": "true", "false": "false", "no": "false", "0": "false"}
    word = truths.get(str(objection.value).lower())
    if objection.schema.get("x-expected") != TRUTH or word is None:
        return None
    edit = Rewrite(TextEdit(document.spans.value(objection.route), word))
    return Fix(f"write {word}", (edit,), is_safe=word == "true")


def value_cure(objection: Objection, vocabulary: Vocabulary) -> str:
    """Suggest a replacement for a value that is not allowed."""
    key = str(objection.route[-1]) if objection.route else ""
    match objection.keyword:
        case "const":
            return f'write "{key}: {objection.argument}"'
        case "enum":
            return "choose one of these" if isinstance(objection.value, str) else _write_one_of(objection)
        case "maxLength":
            return f"shorten it by {len(str(objection.value)) - objection.argument} characters"
        case "maxProperties":
            return f"remove {len(objection.value) - objection.argument} of them"
        case _ if objection.is_key:
            return ""
        case _:
            schema = vocabulary.resolve(objection.schema)
            return f"write it like this: {example(key, schema, vocabulary.resolve)}"


def _write_one_of(objection: Objection) -> str:
    choices = [str(choice) for choice in objection.argument if choice not in ("", None)]
    return f"write one of {', '.join(choices)}"
