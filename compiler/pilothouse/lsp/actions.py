"""The fixes of findings, as code actions."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types
from pygls.workspace import PositionCodec

from pilothouse.diagnostics.fix import edits_of
from pilothouse.lsp.check import Check
from pilothouse.lsp.convert import Converter, diagnostic, uri_of


def code_actions(
    check: Check, path: str, wanted: types.Range, codec: PositionCodec
) -> Iterator[types.CodeAction]:
    """Yield an action for each fix in the file at `path` whose finding touches the `wanted` range."""
    for finding in check.findings:
        if finding.fix is None or finding.place.path != path:
            continue
        shown = diagnostic(codec, finding, check.sources)
        edits = edits_of(finding.fix, finding.place, check.sources)
        if not edits or not _touch(shown.range, wanted):
            continue
        converter = Converter(codec, check.sources[path].file)
        changes = {uri_of(path): [converter.edit(edit) for edit in edits]}
        yield types.CodeAction(
            title=finding.fix.title[:1].upper() + finding.fix.title[1:],
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[shown],
            is_preferred=finding.fix.is_safe,
            edit=types.WorkspaceEdit(changes=changes),
        )


def _touch(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end
