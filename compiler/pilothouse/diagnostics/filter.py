"""Which findings people want to see, by code and by file."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic


def is_unavoidable(code: Code) -> bool:
    """Whether findings of a code are always shown: those about a file that can't be read."""
    return code.id.startswith("PH0")


@dataclass(frozen=True, slots=True)
class FileIgnore:
    """Codes to ignore in files whose path a pattern matches, as those of `.gitignore` do."""

    pattern: str
    codes: frozenset[Code]

    def covers(self, code: Code, path: str) -> bool:
        """Whether a finding of `code` in the file at `path` is to be ignored."""
        if code not in self.codes:
            return False
        from pilothouse.source.patterns import matches  # most settings have no patterns

        return matches(self.pattern, path)


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show: the selected codes (none: all of them), less the ignored ones."""

    select: frozenset[Code] = frozenset()
    ignore: frozenset[Code] = frozenset()
    files: tuple[FileIgnore, ...] = ()

    def shows(self, code: Code) -> bool:
        """Whether findings of a code are shown in any file."""
        return is_unavoidable(code) or ((not self.select or code in self.select) and code not in self.ignore)

    def keeps(self, finding: Diagnostic, path: str) -> bool:
        """Whether to show a finding in the file at `path`, given from the settings' folder."""
        code = finding.code
        if is_unavoidable(code):
            return True
        return self.shows(code) and not any(one.covers(code, path) for one in self.files)
