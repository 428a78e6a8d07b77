"""The fixes of findings, as code actions."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from io import StringIO

from lsprotocol import types
from pygls.workspace import PositionCodec, TextDocument

from pilothouse.diagnostics.fix import edits_of
from pilothouse.lsp.check import Check
from pilothouse.lsp.convert import Converter, diagnostic, uri_of
from pilothouse.passes.apply_fixes import apply_fixes
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.pilothouse"


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


def fix_all(check: Check, path: str, document: TextDocument) -> Iterator[types.CodeAction]:
    """Yield one action for all safe fixes of a manifest, as `lint --fix` applies them, if there are any."""
    file = check.compilation.request.file
    mended = apply_fixes(check.sources[path], check.findings, lambda fix: fix.is_safe, _is_yaml)
    if not mended.fixed or mended.file.text == file.text:
        return
    yield types.CodeAction(
        title="Apply all safe fixes (pilothouse)",
        kind=FIX_ALL,
        edit=types.WorkspaceEdit(changes={document.uri: list(_changed_lines(file, mended.file))}),
    )


def _is_yaml(file: SourceFile) -> bool:
    return parse(file).value is not None


def _changed_lines(old: SourceFile, new: SourceFile) -> Iterator[types.TextEdit]:
    """Yield an edit for each run of lines that differs, so that marks and folds elsewhere stay."""
    before, after = (list(StringIO(file.text, newline="")) for file in (old, new))
    for tag, start, end, first, last in SequenceMatcher(None, before, after).get_opcodes():
        if tag != "equal":
            span = types.Range(types.Position(start, 0), types.Position(end, 0))
            yield types.TextEdit(span, "".join(after[first:last]))


def _touch(one: types.Range, other: types.Range) -> bool:
    return one.start <= other.end and other.start <= one.end
