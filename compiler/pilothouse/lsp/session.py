"""The server's state of the open manifests, and its answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types
from pygls.workspace import TextDocument

from pilothouse.diagnostics.locate import locate
from pilothouse.driver import Checker
from pilothouse.lsp.actions import code_actions, fix_all
from pilothouse.lsp.check import Check, check
from pilothouse.lsp.completion import World, complete
from pilothouse.lsp.convert import Converter, diagnostic, location, uri_of
from pilothouse.lsp.definition import definition, dependency
from pilothouse.lsp.find import Found, find
from pilothouse.lsp.hints import explained, run_orders
from pilothouse.lsp.outline import cursor_at, read_outline
from pilothouse.lsp.shape import Shape
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.route import Route
from pilothouse.workspace.find import data_files, find_workspace, is_manifest
from pilothouse.workspace.paths import real_path

Findings = dict[str, list[types.Diagnostic]]
"""By URI."""


class Session:
    """Stores the latest check of each manifest."""

    def __init__(self, checker: Checker) -> None:
        self._checker = checker
        self._shape = Shape(json.loads(schema_text("manifest")))
        self._checks: dict[str, Check] = {}
        self._shown: dict[str, Findings] = {}

    @property
    def manifests(self) -> tuple[str, ...]:
        """The URIs of the open manifests."""
        return tuple(self._checks)

    def check(self, document: TextDocument, *, validates: bool) -> Check | None:
        """Check a document; None if it isn't a manifest. Doesn't change the session."""
        path = Path(document.path)
        if not is_manifest(path):
            return None
        checker = self._checker if validates else None
        return check(path, document.source, checker, self._checks.get(document.uri))

    def is_current(self, document: TextDocument) -> bool:
        """Whether a document was checked in its current state."""
        return self._current(document) is not None

    def show(self, document: TextDocument, done: Check) -> Findings:
        """Store a check; return the findings to show, also for files that have none any more."""
        self._checks[document.uri] = done
        codec = document.position_codec
        found: Findings = {document.uri: []}
        for finding in done.findings:
            uri = _uri(finding.place.path, document)
            found.setdefault(uri, []).append(diagnostic(codec, finding, done.sources))
        before = self._shown.get(document.uri, {})
        self._shown[document.uri] = found
        return self._all_about({**before, **found})

    def close(self, uri: str) -> Findings:
        """Forget a manifest; return the findings that are still to be shown in files that it had some in."""
        self._checks.pop(uri, None)
        return self._all_about(self._shown.pop(uri, {}))

    def _all_about(self, uris: Iterable[str]) -> Findings:
        """Return all findings in files, each once, whichever open manifests they come from."""
        gathered: Findings = {uri: [] for uri in uris}
        for shown in self._shown.values():
            for uri, findings in shown.items():
                if uri in gathered:
                    gathered[uri] += [one for one in findings if one not in gathered[uri]]
        return gathered

    def completion(self, document: TextDocument, at: types.Position) -> list[types.CompletionItem]:
        """Propose completions at a position."""
        if not is_manifest(Path(document.path)):
            return []
        file = SourceFile(document.path, document.source)
        converter = Converter(document.position_codec, file)
        position = converter.our_position(at)
        cursor = cursor_at(file.lines, position.line - 1, position.column - 1)
        if cursor is None:
            return []
        proposals = complete(cursor, self._shape, self._world(document, file))
        return [converter.proposal(one, cursor, position, rank) for rank, one in enumerate(proposals)]

    def hover(self, document: TextDocument, at: types.Position) -> types.Hover | None:
        """Show the schema's description of the key at a position, or details of the named action."""
        here = self._here(document, at)
        if here is None:
            return None
        target = dependency(here.found, here.spans)
        said = self._said_of_action(here, target) if target else self._said_of_key(here.found.route)
        text = types.MarkupContent(types.MarkupKind.Markdown, said)
        return types.Hover(text, here.converter.range(here.found.span)) if said else None

    def _said_of_key(self, route: Route) -> str:
        schema = self._shape.at(route) or {}
        default = f"\n\nDefault: `{json.dumps(schema['default'])}`" if "default" in schema else ""
        return schema["description"] + default if "description" in schema else ""

    def _said_of_action(self, here: _Here, target: Route) -> str:
        graph = here.check.compilation.graph
        return (explained(graph, target) if graph else "") or self._said_of_key(target)

    def definition(self, document: TextDocument, at: types.Position) -> types.Location | None:
        """Return the definition of the name at a position."""
        here = self._here(document, at)
        if here is None:
            return None
        place = definition(here.found, here.spans, here.check.compilation, Path(document.path))
        return location(document.position_codec, locate(place, here.check.sources)) if place else None

    def code_actions(
        self, document: TextDocument, wanted: types.Range, only: Sequence[str] | None
    ) -> list[types.CodeAction]:
        """Return the fixes of the findings in a range, and all safe ones at once; of the kinds `only`."""
        done = self._current(document)
        if done is None:
            return []
        path = done.compilation.request.file.path
        actions = [*code_actions(done, path, wanted, document.position_codec), *fix_all(done, path, document)]
        return [action for action in actions if _is_of(action.kind, only)]

    def hints(self, document: TextDocument, wanted: types.Range) -> list[types.InlayHint]:
        """Return the run orders in a range of lines; nothing for a manifest with errors."""
        done = self._current(document)
        if done is None or done.compilation.graph is None or done.compilation.document is None:
            return []
        converter = Converter(document.position_codec, done.compilation.request.file)
        hints = run_orders(done.compilation.graph, done.compilation.document.spans)
        converted = [converter.hint(hint) for hint in hints]
        return [hint for hint in converted if wanted.start.line <= hint.position.line <= wanted.end.line]

    def _current(self, document: TextDocument) -> Check | None:
        """Return the latest check if it is of the document's current state."""
        done = self._checks.get(document.uri)
        return done if done and done.compilation.request.file.text == document.source else None

    def _here(self, document: TextDocument, at: types.Position) -> _Here | None:
        done = self._current(document)
        if done is None or done.compilation.document is None:
            return None
        converter = Converter(document.position_codec, done.compilation.request.file)
        spans = done.compilation.document.spans
        found = find(spans, converter.our_position(at))
        return _Here(done, spans, converter, found) if found else None

    def _world(self, document: TextDocument, file: SourceFile) -> World:
        outline = read_outline(file.lines)
        done = self._checks.get(document.uri)
        if done is None:
            return World(outline=outline)
        request = done.compilation.request
        workspace = find_workspace(Path(document.path).parent)
        files = data_files(workspace.root) if workspace else ()
        return World(request.context, request.workloads, outline, files)


@dataclass(frozen=True, slots=True)
class _Here:
    """The node at a position, with everything needed to answer about it."""

    check: Check
    spans: SourceMap
    converter: Converter
    found: Found


def _uri(path: str, document: TextDocument) -> str:
    """Return a file's URI; the document's own as the client spells it."""
    return document.uri if real_path(Path(path)) == real_path(Path(document.path)) else uri_of(path)


def _is_of(kind: str | None, only: Sequence[str] | None) -> bool:
    """Whether a kind is one of those requested, or below one: `source.fixAll` includes `source.fixAll.x`."""
    return only is None or any(((kind or "") + ".").startswith(one + ".") for one in only)
