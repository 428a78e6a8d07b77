"""Findings as SARIF 2.1.0 (OASIS, errata 01), for code scanning; docs/output/sarif.md lists the fields."""

from __future__ import annotations

from collections.abc import Sequence

from pilothouse import __version__
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, edits_of
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.pages import page_text
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.escape import json_text
from pilothouse.render.fingerprint import fingerprints
from pilothouse.render.uri import uri_of
from pilothouse.source.route import show_route
from pilothouse.source.span import START, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "pilothouse/v2"

_Json = dict[str, object]


def diagnostics_sarif(findings: Sequence[Diagnostic], sources: Sources) -> str:
    """Write findings in the order given, with their rules."""
    rules = sorted({finding.code for finding in findings}, key=lambda code: code.id)
    prints = fingerprints(findings, sources)
    log: _Json = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "pilothouse",
                        "version": __version__,
                        "rules": [_rule(rule) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, rules.index(finding.code), fingerprint, sources)
                    for finding, fingerprint in zip(findings, prints, strict=True)
                ],
            }
        ],
    }
    return json_text(log)


def _rule(code: Code) -> _Json:
    page = page_text(code)
    return {
        "id": code.id,
        "name": "".join(word.title() for word in code.slug.split("-")),
        "shortDescription": {"text": f"{code.summary}."},
        "fullDescription": {"text": f"{code.summary}."},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": code.severity.label},
        "properties": {
            "tags": [code.slug],
            "problem.severity": "recommendation" if code.severity is Severity.NOTE else code.severity.label,
        },
    }


def _result(finding: Diagnostic, index: int, fingerprint: str, sources: Sources) -> _Json:
    sentences = (finding.message, finding.help)
    result: _Json = {
        "ruleId": finding.code.id,
        "ruleIndex": index,
        "level": finding.severity.label,
        "message": {"text": "\n".join(sentence for sentence in sentences if sentence)},
        "locations": [_location(finding.place, sources)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(one.place, sources), "message": {"text": one.message}}
            for number, one in enumerate(finding.related, 1)
        ]
    if finding.fix and (changes := _changes(finding.fix, finding.place, sources)):
        result["fixes"] = [{"description": {"text": finding.fix.title}, "artifactChanges": changes}]
    return result


def _changes(fix: Fix, place: Place, sources: Sources) -> list[_Json]:
    """Return the changes of the only file that a fix edits; none if there is nothing to replace."""
    replacements: list[_Json] = []
    for edit in edits_of(fix, place, sources):
        replacement: _Json = {"deletedRegion": _region(edit.span)}
        if edit.text:
            replacement["insertedContent"] = {"text": edit.text}
        replacements.append(replacement)
    return [{"artifactLocation": _artifact(place.path), "replacements": replacements}] if replacements else []


def _location(place: Place, sources: Sources) -> _Json:
    span = locate(place, sources).span or Span(START, START)
    location: _Json = {
        "physicalLocation": {"artifactLocation": _artifact(place.path), "region": _region(span)}
    }
    match place.anchor:
        case Key(route) | Value(route) if route:
            location["logicalLocations"] = [{"fullyQualifiedName": show_route(route)}]
    return location


def _artifact(path: str) -> _Json:
    return {"uri": uri_of(path)}


def _region(span: Span) -> _Json:
    return {
        "startLine": span.start.line,
        "startColumn": span.start.column,
        "endLine": span.end.line,
        "endColumn": span.end.column,
    }
