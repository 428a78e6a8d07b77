"""What a compilation is asked, and how far it came."""

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
"""What Copilot silently ignores: tolerated, these become warnings.

AWS accepts all of it but a connection's ARN that is none, which cfn-lint finds in the template, too.
"""
MISTAKES_OF_THE_PAST: frozenset[Code] = IGNORED_BY_COPILOT | {codes.LOST_APPROVAL}
"""What doesn't keep a manifest from being read that was deployed already, or that a comment speaks of."""


def tolerated_by(shown: Filter) -> frozenset[Code]:
    """Return the errors that needn't stop a compilation, since settings or options ignore them."""
    return frozenset(code for code in IGNORED_BY_COPILOT if not shown.shows(code))


@dataclass(frozen=True, slots=True)
class Request:
    """What to compile: a manifest's text, where it stands, and the world around it.

    `directory` is the manifest's folder from the workspace's root, with `/`. `workloads` are the local ones,
    which a stage deploys unless it names its deployments. Errors of the `tolerated` codes become warnings.
    `files` is the workspace, None outside of one. `code` says which overrides may run a program.
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
    """How far a compilation came: what an error stopped is None."""

    request: Request
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Sources = field(default_factory=dict)
    document: Document | None = None
    manifest: Manifest | None = None
    graph: Graph | None = None
    stack: Stack | None = None
    text: str = ""
    """The stack's template as YAML, which is what is written and uploaded; empty without a stack."""
    scripts: tuple[tuple[str, Script], ...] = ()
    """Buildspecs that could be read, by their paths from the workspace's root, each in one spelling."""

    @property
    def has_errors(self) -> bool:
        """Whether there is any error among the findings."""
        return has_errors(self.diagnostics)

    def with_findings(self, findings: Iterable[Diagnostic]) -> Compilation:
        """Return the same with more findings, those to tolerate as warnings, all in order."""
        silence = Silence(self.sources)
        new = (f.at_severity(Severity.WARNING) if self._tolerates(f, silence) else f for f in findings)
        return replace(self, diagnostics=in_order((*self.diagnostics, *new), self.sources))

    def _tolerates(self, finding: Diagnostic, silence: Silence) -> bool:
        """Whether an error in the manifest doesn't stop the compilation: by request, or by a comment there.

        What is read beside, overrides above all, is used as a whole or not at all.
        """
        if finding.place.path != self.request.file.path:
            return False
        if finding.code not in MISTAKES_OF_THE_PAST or _is_refused_by_copilot(finding):
            return False
        return finding.code in self.request.tolerated or bool(silence.wishes(finding))


def _is_refused_by_copilot(finding: Diagnostic) -> bool:
    """Whether Copilot refuses what a finding is about: an unknown name in a deployment's `depends_on`."""
    route = getattr(finding.place.anchor, "route", ())
    return finding.code is codes.UNKNOWN_DEPENDENCY and "deployments" in route[:3]
