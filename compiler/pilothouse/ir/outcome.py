"""What a pass that can fail returns: its value where there is one, and what it found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pilothouse.diagnostics.diagnostic import Diagnostic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """`value` is None only if `findings` hold an error."""

    value: T | None
    findings: tuple[Diagnostic, ...] = ()
