"""Check a document against its JSON Schema. The only door to jsonschema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.document import Document
from pilothouse.passes.check_schema.explain import explain
from pilothouse.passes.check_schema.objection import Objection
from pilothouse.passes.check_schema.vocabulary import Vocabulary

__all__ = ["check_schema"]


def check_schema(document: Document, schema_text: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the shape of `document`.

    Input: a document, and the text of its schema. Output: a finding for each key and value that the schema
    refuses, in our words: `required` at the parent's key, unknown keys each at the key itself.
    """
    schema: dict[str, Any] = json.loads(schema_text)
    vocabulary = Vocabulary(schema)
    findings: dict[Diagnostic, None] = {}
    for error in Draft202012Validator(schema).iter_errors(document.data):
        where: Any = error.schema
        route = tuple(error.absolute_path)
        is_key = "propertyNames" in error.absolute_schema_path
        objection = Objection(
            (*route, error.instance) if is_key else route,
            str(error.validator),
            error.validator_value,
            error.instance,
            where,
            is_key=is_key,
        )
        findings.update(dict.fromkeys(explain(objection, document, vocabulary)))
    yield from findings
