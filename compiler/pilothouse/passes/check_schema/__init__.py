"""Check a document against its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import MOST_FINDINGS, at_most
from pilothouse.ir.document import Document
from pilothouse.passes.check_schema.fits import surely_fits

__all__ = ["check_schema"]

MOST_OBJECTIONS = 5 * MOST_FINDINGS
"""Objections to collect from jsonschema; several may become one finding."""


def check_schema(document: Document, schema_text: str) -> Iterator[Diagnostic]:
    """Yield the defects in the shape of `document`.

    Input: a document, and the text of its schema. Output: a finding for each key and value that the schema
    rejects, in our words: `required` at the parent's key, unknown keys each at the key itself.
    """
    schema: dict[str, Any] = json.loads(schema_text)
    if surely_fits(document.data, schema):
        return
    from pilothouse.passes.check_schema.explain import explain
    from pilothouse.passes.check_schema.judge import objections
    from pilothouse.passes.check_schema.stand_ins import stand_ins
    from pilothouse.passes.check_schema.vocabulary import Vocabulary

    vocabulary = Vocabulary(schema)
    found = tuple(islice(objections(document.data, schema), MOST_OBJECTIONS))
    meant = stand_ins(found, vocabulary)
    findings = (finding for objection in found for finding in explain(objection, document, vocabulary, meant))
    yield from at_most(dict.fromkeys(islice(findings, MOST_OBJECTIONS)))
