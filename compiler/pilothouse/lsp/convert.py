"""From our values to the protocol's, and back; columns are in the negotiated units."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.workspace import PositionCodec

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Location, Sources, locate
from pilothouse.diagnostics.severity import Severity
from pilothouse.lsp.completion import Proposal, Sort
from pilothouse.lsp.cursor import Cursor
from pilothouse.lsp.hints import Hint
from pilothouse.source.edit import TextEdit
from pilothouse.source.file import SourceFile
from pilothouse.source.span import Position, Span
from pilothouse.workspace.paths import real_path

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_KINDS = {
    Sort.KEY: types.CompletionItemKind.Property,
    Sort.VALUE: types.CompletionItemKind.EnumMember,
    Sort.NAME: types.CompletionItemKind.Reference,
    Sort.FILE: types.CompletionItemKind.File,
}
SOURCE = "pilothouse"


def uri_of(path: str) -> str:
    """Return the URI of a path in a message."""
    return real_path(Path(path)).as_uri()


class Converter:
    """Converts places in one file."""

    def __init__(self, codec: PositionCodec, file: SourceFile | None) -> None:
        self._codec = codec
        self._file = file

    def position(self, position: Position) -> types.Position:
        """Convert one of our positions."""
        before = self._file.line(position.line)[: position.column - 1] if self._file else ""
        return types.Position(position.line - 1, self._codec.client_num_units(before))

    def range(self, span: Span | None) -> types.Range:
        """Convert a span; a file as a whole is its beginning."""
        if span is None:
            return types.Range(types.Position(0, 0), types.Position(0, 0))
        return types.Range(self.position(span.start), self.position(span.end))

    def our_position(self, position: types.Position) -> Position:
        """Convert a position that the client sent."""
        line = self._file.line(position.line + 1) if self._file else ""
        units, column = 0, 0
        while units < position.character and column < len(line):
            units += self._codec.client_num_units(line[column])
            column += 1
        return Position(position.line + 1, column + 1)

    def edit(self, edit: TextEdit) -> types.TextEdit:
        """Convert an edit."""
        return types.TextEdit(self.range(edit.span), edit.text)

    def hint(self, hint: Hint) -> types.InlayHint:
        """Convert a hint."""
        return types.InlayHint(
            self.position(hint.position), hint.text, padding_left=True, tooltip=hint.tooltip
        )

    def proposal(self, proposal: Proposal, cursor: Cursor, at: Position, rank: int) -> types.CompletionItem:
        """Convert a proposal, which replaces the word around the cursor."""
        start = Position(at.line, at.column - len(cursor.typed))
        end = Position(at.line, at.column + len(cursor.tail))
        return types.CompletionItem(
            label=proposal.label,
            kind=_KINDS[proposal.sort],
            detail=proposal.detail or None,
            sort_text=f"{rank:04}",
            filter_text=proposal.label,  # without it Neovim takes a text edit for filtered by the server
            documentation=proposal.documentation or None,
            text_edit=types.TextEdit(self.range(Span(start, end)), proposal.text),
        )


def location(codec: PositionCodec, found: Location) -> types.Location:
    """Convert a place that was looked up."""
    return types.Location(uri_of(found.path), Converter(codec, found.file).range(found.span))


def diagnostic(codec: PositionCodec, finding: Diagnostic, sources: Sources) -> types.Diagnostic:
    """Convert a finding."""
    where = locate(finding.place, sources)
    related = [
        types.DiagnosticRelatedInformation(location(codec, locate(one.place, sources)), one.message)
        for one in finding.related
    ]
    return types.Diagnostic(
        range=Converter(codec, where.file).range(where.span),
        message=f"{finding.message}\n{finding.help}" if finding.help else finding.message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code.id,
        source=SOURCE,
        related_information=related or None,
    )
