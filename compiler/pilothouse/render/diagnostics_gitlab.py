"""Findings as GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format")."""

from __future__ import annotations

from collections.abc import Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.escape import json_text
from pilothouse.render.fingerprint import fingerprints
from pilothouse.source.span import START, Span

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def diagnostics_gitlab(findings: Sequence[Diagnostic], sources: Sources) -> str:
    """Write findings in the order given; GitLab detects new ones by their fingerprints."""
    prints = fingerprints(findings, sources)
    report = [_issue(one, fingerprint, sources) for one, fingerprint in zip(findings, prints, strict=True)]
    return json_text(report)


def _issue(finding: Diagnostic, fingerprint: str, sources: Sources) -> dict[str, object]:
    span = locate(finding.place, sources).span or Span(START, START)
    text = f"{finding.message}; {finding.help}" if finding.help else finding.message
    return {
        "type": "issue",
        "check_name": f"{finding.code.id} {finding.code.slug}",
        "description": text,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": finding.place.path,
            "lines": {"begin": span.start.line, "end": span.end.line},
        },
    }
