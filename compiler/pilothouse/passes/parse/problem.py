"""Defects of a YAML text, regardless of its meaning."""

from __future__ import annotations

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.fix import Fix
from pilothouse.diagnostics.place import Place
from pilothouse.source.span import Span


class ParseError(Exception):
    """A defect with its span; raised inside the parser only if it can't go on."""

    def __init__(
        self,
        code: Code,
        message: str,
        span: Span | None,
        help: str = "",
        first: Span | None = None,
        fix: Fix | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.span = span
        self.help = help
        self.first = first
        self.fix = fix

    def diagnostic(self, path: str) -> Diagnostic:
        """Convert it to a finding in the file at `path`."""
        related = (Related(Place(path, self.first), "first given here"),) if self.first else ()
        return Diagnostic(self.code, self.message, Place(path, self.span), self.help, related, fix=self.fix)
