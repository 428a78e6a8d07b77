"""What makes a finding the same finding in the next run, though lines above it moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.place import Key, Value
from pilothouse.source.route import show_route


def fingerprints(findings: Sequence[Diagnostic], sources: Sources) -> Iterator[str]:
    """Yield a hash of each finding's code, file and route (or line), numbered where two are the same."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        identity = (finding.code.id, finding.place.path, _where(finding, sources))
        text = "\0".join((*identity, str(seen[identity])))
        seen[identity] += 1
        yield hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _where(finding: Diagnostic, sources: Sources) -> str:
    match finding.place.anchor:
        case Key(route) | Value(route):
            return show_route(route)
    location = locate(finding.place, sources)
    return location.file.line(location.span.start.line).strip() if location.file and location.span else ""
