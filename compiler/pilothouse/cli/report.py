"""Findings on their way to the user: collected over all files of a run, then shown once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pilothouse.cli import exits
from pilothouse.cli.terminal import aside_palette, write_aside
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver import Compilation
from pilothouse.view import View

_UNREADABLE = frozenset({codes.UNREADABLE_FILE, codes.NOT_UTF8, codes.STRAY_LINK, codes.ODD_FILE})


class Report:
    """Collects findings and the sources to show them in.

    The `view` chooses what is shown; of that, everything of at least its file's `threshold` is a failure.
    """

    def __init__(
        self, threshold: Callable[[str], Severity] = lambda _: Severity.ERROR, view: View | None = None
    ) -> None:
        self._threshold = threshold
        self._view = view or View()
        self._unfinished: set[str] = set()
        self._findings: list[Diagnostic] = []
        self._any_unreadable = False
        self._files: set[str] = set()
        self._told: set[str] = set()
        self.sources: dict[str, Source] = {}

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The shown findings, in order."""
        return self._view.choose(self._findings, self.sources, frozenset(self._unfinished))

    def add(self, findings: Iterable[Diagnostic], sources: Sources) -> None:
        """Add findings with the files that they are in."""
        for finding in findings:
            self._findings.append(finding)
            self._told.update(_paths(finding))
        self._files.update(sources)
        self.sources.update(sources)

    @property
    def files(self) -> frozenset[str]:
        """The files that were read."""
        return frozenset(self._files)

    def add_compilation(self, compilation: Compilation) -> None:
        """Add a compilation's findings, with the sources needed to show them."""
        told = self._told.union(*map(_paths, compilation.diagnostics))
        needed = {
            path: one for path, one in compilation.sources.items() if path in told or _is_addressed(one)
        }
        self.add(compilation.diagnostics, needed)
        self._files.update(compilation.sources)
        if compilation.stack is None:
            self._unfinished.add(compilation.request.file.path)

    def unreadable(self, finding: Diagnostic) -> None:
        """Add a file that can't be read."""
        self._findings.append(finding)
        self._any_unreadable = True

    @property
    def exit_code(self) -> int:
        """2 if a file couldn't be read, 1 if there is a finding of at least the threshold, else 0."""
        if self._any_unreadable or any(finding.code in _UNREADABLE for finding in self._findings):
            return exits.USAGE
        return exits.FINDINGS if any(map(self.is_failure, self.findings)) else exits.DONE

    def is_failure(self, finding: Diagnostic) -> bool:
        """Whether a finding makes the command fail."""
        return finding.severity >= self._threshold(finding.place.path)

    def show(self) -> None:
        """Print the findings as text on standard error, if there are any."""
        if findings := self.findings:
            from pilothouse.render.diagnostics_text import diagnostics_text

            write_aside(diagnostics_text(findings, self.sources, aside_palette()))


def _paths(finding: Diagnostic) -> Iterator[str]:
    yield finding.place.path
    yield from (one.place.path for one in finding.related)


def _is_addressed(source: Source) -> bool:
    """Whether a file may contain an ignore comment."""
    return bool(source.spans and source.spans.comments)
