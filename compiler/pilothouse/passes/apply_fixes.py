"""Fix a file with the fixes of its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix
from pilothouse.diagnostics.locate import Source
from pilothouse.source.edit import TextEdit, apply_edits, overlap
from pilothouse.source.file import SourceFile


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after some fixes, and the findings that they were for."""

    file: SourceFile
    fixed: tuple[Diagnostic, ...] = ()


def apply_fixes(
    source: Source,
    findings: Iterable[Diagnostic],
    is_wanted: Callable[[Fix], bool],
    can_be_read: Callable[[SourceFile], bool],
) -> Mended:
    """Apply the wanted fixes to a file: those of errors first, then in the order of the findings.

    Input: a file, findings about it (others are ignored), which fixes to apply, and whether a text is still
    YAML. Output: the file with all fixes that don't overlap an earlier one and don't break it. The others may
    apply in a later run.
    """
    wanted = [
        _Attempt(finding, edits)
        for finding in sorted(findings, key=lambda finding: -finding.severity)
        if finding.place.path == source.file.path and finding.fix and is_wanted(finding.fix)
        if (edits := finding.fix.resolve(source))
    ]
    chosen: list[_Attempt] = []
    while wanted:
        group, wanted = _without_overlaps(wanted, chosen)
        chosen = _readable(source.file, chosen, group, can_be_read)
    fixed = tuple(one.finding for one in chosen)
    return Mended(_applied(source.file, chosen), fixed)


class _Attempt(NamedTuple):
    finding: Diagnostic
    edits: tuple[TextEdit, ...]


def _without_overlaps(
    wanted: Sequence[_Attempt], chosen: Sequence[_Attempt]
) -> tuple[list[_Attempt], list[_Attempt]]:
    """Return the first fixes that don't overlap, and those that could replace one that isn't chosen."""
    group: list[_Attempt] = []
    rest: list[_Attempt] = []
    for one in wanted:
        if _overlaps(one, chosen):
            continue
        (rest if _overlaps(one, group) else group).append(one)
    return group, rest


def _overlaps(attempt: _Attempt, others: Sequence[_Attempt]) -> bool:
    there = {edit for other in others for edit in other.edits}
    return any(overlap(one, other) for one in attempt.edits if one not in there for other in there)


def _readable(
    file: SourceFile,
    chosen: list[_Attempt],
    group: Sequence[_Attempt],
    can_be_read: Callable[[SourceFile], bool],
) -> list[_Attempt]:
    """Add the fixes of a group that keep the file valid YAML: all at once if possible, else by halves."""
    if not group or can_be_read(_applied(file, [*chosen, *group])):
        return [*chosen, *group]
    if len(group) == 1:
        return chosen
    half = len(group) // 2
    return _readable(file, _readable(file, chosen, group[:half], can_be_read), group[half:], can_be_read)


def _applied(file: SourceFile, chosen: Sequence[_Attempt]) -> SourceFile:
    edits = dict.fromkeys(edit for one in chosen for edit in one.edits)
    return replace(file, text=apply_edits(file, tuple(edits))) if edits else file
