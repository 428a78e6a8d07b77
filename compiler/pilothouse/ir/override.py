"""What overrides a pipeline's template: patches, a CDK app, or a Python function."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from pilothouse.ir.outcome import Outcome
from pilothouse.source.file import SourceFile


class Toolkit(Enum):
    """What an override is written with, and the file that tells so."""

    PATCHES = "cfn.patches.yml"
    CDK = "cdk.json"
    PYTHON = "override.py"

    @property
    def is_code(self) -> bool:
        """Whether applying it runs a program."""
        return self is not Toolkit.PATCHES


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
