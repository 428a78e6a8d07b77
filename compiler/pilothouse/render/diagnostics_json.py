"""Findings as JSON for programs; the format is documented in docs/output/json.md."""

from __future__ import annotations

from collections.abc import Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, edits_of
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.escape import json_text
from pilothouse.source.route import show_route
from pilothouse.source.span import Span

VERSION = 1

_Json = dict[str, object]


def diagnostics_json(findings: Sequence[Diagnostic], sources: Sources) -> str:
    """Write findings in the order given, and their number by severity."""
    report: _Json = {
        "version": VERSION,
        "findings": [_finding(finding, sources) for finding in findings],
        "summary": {
            f"{severity.label}s": sum(one.severity is severity for one in findings)
            for severity in sorted(Severity, reverse=True)
        },
    }
    return json_text(report)


def _finding(finding: Diagnostic, sources: Sources) -> _Json:
    return {
        "code": finding.code.id,
        "slug": finding.code.slug,
        "severity": finding.severity.label,
        "message": finding.message,
        "help": finding.help or None,
        **_place(finding.place, sources),
        "related": [{"message": one.message, **_place(one.place, sources)} for one in finding.related],
        "fix": _fix(finding.fix, finding.place, sources) if finding.fix else None,
    }


def _fix(fix: Fix, place: Place, sources: Sources) -> _Json | None:
    edits = edits_of(fix, place, sources)
    if not edits:
        return None
    return {
        "title": fix.title,
        "safe": fix.is_safe,
        "edits": [{**_span(edit.span), "text": edit.text} for edit in edits],
    }


def _place(place: Place, sources: Sources) -> _Json:
    span = locate(place, sources).span
    return {
        "path": place.path,
        **_span(span),
        "route": _route(place),
    }


def _span(span: Span | None) -> _Json:
    return {
        "line": span.start.line if span else None,
        "column": span.start.column if span else None,
        "end_line": span.end.line if span else None,
        "end_column": span.end.column if span else None,
    }


def _route(place: Place) -> str | None:
    match place.anchor:
        case Key(route) | Value(route):
            return show_route(route)
    return None
