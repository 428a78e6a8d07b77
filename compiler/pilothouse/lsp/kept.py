"""cfn-lint's findings between two saves: kept as long as their part of the text is unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.codes import TEMPLATE_CODES
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.driver import Compilation
from pilothouse.source.route import Route
from pilothouse.source.span import Span


def kept(old: Compilation, new: Compilation) -> Iterator[Diagnostic]:
    """Yield the findings of the latest validation that still apply to a changed text.

    All of them if the template is the same; otherwise those at an unchanged part of the manifest.
    """
    found = [finding for finding in old.diagnostics if finding.code in TEMPLATE_CODES]
    is_same = bool(old.stack and new.stack and old.stack.template == new.stack.template)
    for finding in found:
        route = getattr(finding.place.anchor, "route", None)
        is_elsewhere = finding.place.path != new.request.file.path
        if is_same or is_elsewhere or (route and _text(old, route) == _text(new, route)):
            yield finding


def _text(compilation: Compilation, route: Route) -> str | None:
    """Return the text at a route, including comments and white space."""
    document = compilation.document
    node = document.spans.node(route) if document else None
    return _cut(document.file.lines, node.span) if document and node else None


def _cut(lines: tuple[str, ...] | list[str], span: Span) -> str:
    part = list(lines[span.start.line - 1 : span.end.line])
    part[-1] = part[-1][: span.end.column - 1] if part else ""
    part[0] = part[0][span.start.column - 1 :]
    return "\n".join(part)
