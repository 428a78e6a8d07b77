"""Filters for findings, by code and by file."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic


def is_unavoidable(code: Code) -> bool:
    """Whether findings of a code are always shown: those about a file that can't be read."""
    return code.id.startswith("PH0")


@dataclass(frozen=True, slots=True)
class FileIgnore:
    """Codes to ignore in files whose path matches a `.gitignore`-style pattern."""

    pattern: str
    codes: frozenset[Code]

    def covers(self, code: Code, path: str) -> bool:
        """Whether to ignore a finding of `code` in the file at `path`."""
        if code not in self.codes:
            return False
        from pilothouse.source.gitignore import matches  # most settings have no patterns

        return matches(self.pattern, path)


@dataclass(frozen=True, slots=True)
class Filter:
    """The codes to show (none selected: all of them), without the ignored ones."""

    select: frozenset[Code] = frozenset()
    ignore: frozenset[Code] = frozenset()
    files: tuple[FileIgnore, ...] = ()

    def shows(self, code: Code) -> bool:
        """Whether findings of a code are shown in any file."""
        return is_unavoidable(code) or ((not self.select or code in self.select) and code not in self.ignore)

    def keeps(self, finding: Diagnostic, path: str) -> bool:
        """Whether to show a finding in the file at `path`, relative to the settings' folder."""
        code = finding.code
        if is_unavoidable(code):
            return True
        return self.shows(code) and not any(one.covers(code, path) for one in self.files)
