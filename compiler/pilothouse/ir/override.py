"""What overrides a pipeline's template: patches, a CDK app, or a Python function."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.outcome import Outcome
from pilothouse.source.file import SourceFile


class Toolkit(Enum):
    """What an override is written with, and the file that tells so."""

    PATCHES = "cfn.patches.yml"
    CDK = "cdk.json"
    PYTHON = "override.py"


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """Which overrides may run a program; another one is left out, with a finding of this severity."""

    runs: frozenset[Toolkit]
    otherwise: Severity = Severity.ERROR
    trusted: tuple[Path, ...] = ()
    """Folders, from the root and without links, in which every program may run."""

    def at(self, manifest: Path) -> CodePolicy:
        """Return the policy for the overrides of a manifest, whose path has no links."""
        return RUN_ALL_CODE if any(map(manifest.is_relative_to, self.trusted)) else self

    @property
    def stops(self) -> bool:
        """Whether there is no template without such an override."""
        return self.otherwise >= Severity.ERROR

    def allows(self, toolkit: Toolkit) -> bool:
        """Whether an override of this toolkit may be applied."""
        return toolkit is Toolkit.PATCHES or toolkit in self.runs


RUN_NO_CODE = CodePolicy(frozenset(), Severity.WARNING)
REFUSE_CODE = CodePolicy(frozenset())
RUN_ALL_CODE = CodePolicy(frozenset({Toolkit.CDK, Toolkit.PYTHON}))


@dataclass(frozen=True, slots=True)
class Override:
    """An override in `folder`; `file` is the one that its toolkit is known by."""

    toolkit: Toolkit
    file: SourceFile
    folder: Path


class Overrides(Protocol):
    """Where overrides are looked up."""

    def find(self, pipeline: str) -> Outcome[Override | None]:
        """Return the override of the pipeline of that name: None if it has none, or if it can't be read."""
        ...


class NoOverrides:
    """Overrides nothing."""

    def find(self, pipeline: str) -> Outcome[Override | None]:  # noqa: ARG002 - the protocol's own
        """Return None."""
        return Outcome(None)
