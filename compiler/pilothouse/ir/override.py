"""Overrides of a pipeline's template: patches, a CDK app, or a Python function."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.outcome import Outcome
from pilothouse.source.file import SourceFile


class Toolkit(Enum):
    """The kind of an override, and the file that identifies it."""

    PATCHES = "cfn.patches.yml"
    CDK = "cdk.json"
    PYTHON = "override.py"


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """Which overrides may run code; any other is skipped, with a finding of this severity."""

    runs: frozenset[Toolkit]
    otherwise: Severity = Severity.ERROR
    trusted: tuple[Path, ...] = ()
    """Folders, from the root and without links, in which every program may run."""

    def at(self, manifest: Path) -> CodePolicy:
        """Return the policy for the overrides of a manifest, whose path has no links."""
        return RUN_ALL_CODE if any(map(manifest.is_relative_to, self.trusted)) else self

    @property
    def stops(self) -> bool:
        """Whether skipping such an override means that there is no template."""
        return self.otherwise >= Severity.ERROR

    def allows(self, toolkit: Toolkit) -> bool:
        """Whether an override of this toolkit may be applied."""
        return toolkit is Toolkit.PATCHES or toolkit in self.runs


RUN_NO_CODE = CodePolicy(frozenset(), Severity.WARNING)
REFUSE_CODE = CodePolicy(frozenset())
RUN_ALL_CODE = CodePolicy(frozenset({Toolkit.CDK, Toolkit.PYTHON}))


@dataclass(frozen=True, slots=True)
class Override:
    """An override in `folder`; `file` is the one that identifies its toolkit."""

    toolkit: Toolkit
    file: SourceFile
    folder: Path


class Overrides(Protocol):
    """A place to look overrides up."""

    def find(self, pipeline: str) -> Outcome[Override | None]:
        """Return the override of the pipeline of that name, with findings; None without a readable one."""
        ...


class NoOverrides:
    """No overrides."""

    def find(self, pipeline: str) -> Outcome[Override | None]:  # noqa: ARG002 - the protocol's own
        """Return None."""
        return Outcome(None)
