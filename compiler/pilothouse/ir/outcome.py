"""The result of a pass that can fail: its value, if there is one, and its findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pilothouse.diagnostics.diagnostic import Diagnostic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """`value` is None only if `findings` contain an error."""

    value: T | None
    findings: tuple[Diagnostic, ...] = ()
