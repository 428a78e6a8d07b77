"""The identity of a finding across runs, even if lines above it moved."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.diagnostics.place import Key, Value
from pilothouse.source.map import SourceMap
from pilothouse.source.route import Route, show_route


def fingerprints(findings: Sequence[Diagnostic], sources: Sources) -> Iterator[str]:
    """Yield a hash of each finding's code, file and route (or line), numbered if two are the same."""
    for finding, (where, number) in zip(findings, identities(findings, sources), strict=True):
        text = "\0".join((finding.code.id, finding.place.path, where, str(number)))
        yield hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identities(findings: Sequence[Diagnostic], sources: Sources) -> Iterator[tuple[str, int]]:
    """Yield the place of each finding, by names, and the number of earlier ones with the same code there."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        identity = (finding.code.id, finding.place.path, _where(finding, sources))
        yield identity[-1], seen[identity]
        seen[identity] += 1


def _where(finding: Diagnostic, sources: Sources) -> str:
    source = sources.get(finding.place.path)
    match finding.place.anchor:
        case Key(route) | Value(route):
            return _named(route, source.spans if source else None)
    location = locate(finding.place, sources)
    return location.file.line(location.span.start.line).strip() if location.file and location.span else ""


def _named(route: Route, spans: SourceMap | None) -> str:
    """Write a route with names for indexes if items have a `name`: `stages[name=test].depends_on[0]`."""
    if spans is None:
        return show_route(route)
    steps: list[str | int] = []
    for place, step in enumerate(route, 1):
        name = spans.text((*route[:place], "name")) if isinstance(step, int) else ""
        if name and steps:
            steps[-1] = f"{steps[-1]}[name={name}]"
        else:
            steps.append(step)
    return show_route(tuple(steps))
