"""A compilation's request, and its results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.filter import Filter
from pilothouse.diagnostics.findings import has_errors, in_order
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.context import Context
from pilothouse.ir.document import Document
from pilothouse.ir.graph import Graph
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.override import RUN_NO_CODE, CodePolicy, NoOverrides, Overrides
from pilothouse.ir.script import Script
from pilothouse.ir.stack import Stack
from pilothouse.passes.suppress import Silence
from pilothouse.rules.base import Files
from pilothouse.source.file import SourceFile

IGNORED_BY_COPILOT: frozenset[Code] = frozenset(
    {
        codes.UNKNOWN_KEY,
        codes.MISPLACED_KEY,
        codes.NO_STAGES,
        codes.UNKNOWN_DEPENDENCY,
        codes.SEVERAL_DOCUMENTS,
        codes.UNSUPPORTED_TAG,
        codes.INVALID_CONNECTION,
    }
)
"""Defects that Copilot silently ignores. If tolerated, they become warnings.

AWS accepts all of them except an invalid ARN of a connection, which cfn-lint also reports.
"""
MISTAKES_OF_THE_PAST: frozenset[Code] = IGNORED_BY_COPILOT | {codes.LOST_APPROVAL}
"""Errors that don't prevent reading a manifest that was already deployed, or that a comment mentions."""


def tolerated_by(shown: Filter) -> frozenset[Code]:
    """Return the errors that don't stop a compilation, because settings or options ignore them."""
    return frozenset(code for code in IGNORED_BY_COPILOT if not shown.shows(code))


@dataclass(frozen=True, slots=True)
class Request:
    """The input of a compilation: a manifest's text, its place, and its context.

    `directory` is the manifest's folder from the workspace's root, with `/`. `workloads` are the local ones,
    which a stage deploys unless it lists its deployments. Errors of the `tolerated` codes become warnings.
    `files` is the workspace, None outside of one. `code` decides which overrides may run code.
    """

    file: SourceFile
    directory: str
    context: Context
    workloads: tuple[str, ...]
    tolerated: frozenset[Code] = frozenset()
    files: Files | None = None
    overrides: Overrides = field(default_factory=NoOverrides)
    code: CodePolicy = RUN_NO_CODE


@dataclass(frozen=True, slots=True)
class Compilation:
    """The results of a compilation; those after an error are None."""

    request: Request
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Sources = field(default_factory=dict)
    document: Document | None = None
    manifest: Manifest | None = None
    graph: Graph | None = None
    stack: Stack | None = None
    text: str = ""
    """The stack's template as YAML, as it is written and uploaded; empty without a stack."""
    scripts: tuple[tuple[str, Script], ...] = ()
    """Buildspecs that could be read, by their normalized paths from the workspace's root."""

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return has_errors(self.diagnostics)

    def with_findings(self, findings: Iterable[Diagnostic]) -> Compilation:
        """Return the same with more findings, in order; tolerated errors become warnings."""
        silence = Silence(self.sources)
        new = (f.at_severity(Severity.WARNING) if self._tolerates(f, silence) else f for f in findings)
        return replace(self, diagnostics=in_order((*self.diagnostics, *new), self.sources))

    def _tolerates(self, finding: Diagnostic, silence: Silence) -> bool:
        """Whether an error in the manifest doesn't stop the compilation: by request, or by a comment there.

        Other files, especially overrides, are used as a whole or not at all.
        """
        if finding.place.path != self.request.file.path:
            return False
        if finding.code not in MISTAKES_OF_THE_PAST or _is_refused_by_copilot(finding):
            return False
        return finding.code in self.request.tolerated or bool(silence.wishes(finding))


def _is_refused_by_copilot(finding: Diagnostic) -> bool:
    """Whether Copilot also rejects the cause of a finding: an unknown name in a deployment's `depends_on`."""
    route = getattr(finding.place.anchor, "route", ())
    return finding.code is codes.UNKNOWN_DEPENDENCY and "deployments" in route[:3]
