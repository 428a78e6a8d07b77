"""The findings to show: without those that comments, settings and options ignore."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.filter import Filter
from pilothouse.diagnostics.findings import in_order
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.severity import Severity
from pilothouse.passes.suppress import Extent, silent_ends, suppress
from pilothouse.workspace.paths import real_path


@dataclass(frozen=True, slots=True)
class PlacedFilter:
    """A filter whose patterns are relative to `root`."""

    filter: Filter = field(default_factory=Filter)
    root: Path = field(default_factory=Path)

    def keeps(self, finding: Diagnostic) -> bool:
        """Whether to show a finding."""
        path = real_path(Path(finding.place.path))
        root = real_path(self.root)
        inside = path.relative_to(root) if path.is_relative_to(root) else path
        return self.filter.keeps(finding, inside.as_posix())


def _no_filter(_path: str) -> PlacedFilter:
    return PlacedFilter()


@dataclass(frozen=True, slots=True)
class View:
    """A choice of findings, by the filter for each file, given by `filter_of`.

    If `unchecked` is None, this is the view of a command that needs a template: every error is shown, and
    unused ignore comments aren't reported. Otherwise ignored findings are hidden, and comments are checked
    against all codes but the unchecked ones.
    """

    filter_of: Callable[[str], PlacedFilter] = _no_filter
    unchecked: frozenset[Code] | None = None

    def choose(
        self, findings: Sequence[Diagnostic], sources: Sources, unfinished: frozenset[str]
    ) -> tuple[Diagnostic, ...]:
        """Return the findings to show, in order; `unfinished` are the files without a template."""
        extent = Extent(unfinished, self.unchecked)
        shown = [finding for finding in suppress(findings, sources, extent) if self._shows(finding)]
        if self.unchecked is None:
            shown += [finding for finding in findings if finding.severity is Severity.ERROR]
        ends = silent_ends(findings, shown, extent)
        shown += [
            finding
            for finding in ends
            if finding.code not in self.filter_of(finding.place.path).filter.ignore
        ]
        return in_order(shown, sources)

    def _shows(self, finding: Diagnostic) -> bool:
        return self.filter_of(finding.place.path).keeps(finding)
