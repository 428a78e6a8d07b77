"""Findings as JSON for machines; the form is documented in docs/output/json.md."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.source.route import show_route

VERSION = 1

_Json = dict[str, object]


def diagnostics_json(findings: Sequence[Diagnostic], sources: Sources) -> str:
    """Write findings in the order given, and how many there are of each severity."""
    report: _Json = {
        "version": VERSION,
        "findings": [_finding(finding, sources) for finding in findings],
        "summary": {
            f"{severity.label}s": sum(one.severity is severity for one in findings)
            for severity in sorted(Severity, reverse=True)
        },
    }
    return json.dumps(report, indent=2) + "\n"


def _finding(finding: Diagnostic, sources: Sources) -> _Json:
    return {
        "code": finding.code.id,
        "slug": finding.code.slug,
        "severity": finding.severity.label,
        "message": finding.message,
        "help": finding.help or None,
        **_place(finding.place, sources),
        "related": [{"message": one.message, **_place(one.place, sources)} for one in finding.related],
    }


def _place(place: Place, sources: Sources) -> _Json:
    span = locate(place, sources).span
    return {
        "path": place.path,
        "line": span.start.line if span else None,
        "column": span.start.column if span else None,
        "end_line": span.end.line if span else None,
        "end_column": span.end.column if span else None,
        "route": _route(place),
    }


def _route(place: Place) -> str | None:
    match place.anchor:
        case Key(route) | Value(route):
            return show_route(route)
    return None
