"""Definitions of the names in a manifest."""

from __future__ import annotations

from pathlib import Path

from pilothouse.diagnostics.place import Key, Place
from pilothouse.driver import Compilation
from pilothouse.lsp.find import Found
from pilothouse.source.map import SourceMap
from pilothouse.source.route import Route
from pilothouse.source.span import START, Span
from pilothouse.workspace.find import find_workspace
from pilothouse.workspace.read import is_there, shown_path

_BEGINNING = Span(START, START)


def definition(found: Found, spans: SourceMap, compilation: Compilation, manifest: Path) -> Place | None:
    """Return the definition of the action, the buildspec or the environment at a place, if known."""
    route = found.route
    if found.is_key or not route:
        return None
    if "depends_on" in route:
        target = dependency(found, spans)
        return Place(compilation.request.file.path, Key(target)) if target else None
    workspace = find_workspace(manifest.parent)
    if workspace is None:
        return None
    if route[-1] == "buildspec":
        path = workspace.root / spans.text(route)
        return Place(shown_path(path), _BEGINNING) if is_there(path) else None
    if len(route) == 3 and (route[0], route[2]) == ("stages", "name") and is_there(workspace.context):
        return Place(shown_path(workspace.context), Key(("environments", spans.text(route))))
    return None


def dependency(found: Found, spans: SourceMap) -> Route | None:
    """Return the route to the action that an item of `depends_on` names, if it exists."""
    route = found.route
    if found.is_key or "depends_on" not in route:
        return None
    target = (*route[: route.index("depends_on") - 1], spans.text(route))
    return target if spans.node(target) else None
