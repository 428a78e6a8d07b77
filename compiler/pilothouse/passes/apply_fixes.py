"""Mend a file by the fixes of its findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

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

    Input: a file, findings about it (others are passed over), which fixes to apply, and whether a text is
    still YAML. Output: the file with all fixes that don't overlap an earlier one and don't break it; what is
    left out may fit another time.
    """
    chosen: tuple[TextEdit, ...] = ()
    mended, fixed = source.file, []
    for finding in sorted(findings, key=lambda finding: -finding.severity):
        if finding.place.path != source.file.path or finding.fix is None or not is_wanted(finding.fix):
            continue
        edits = finding.fix.resolve(source)
        new = tuple(edit for edit in edits if edit not in chosen)
        if not edits or any(overlap(one, other) for one in new for other in chosen):
            continue
        attempt = replace(source.file, text=apply_edits(source.file, (*chosen, *new)))
        if can_be_read(attempt):
            chosen, mended = (*chosen, *new), attempt
            fixed.append(finding)
    return Mended(mended, tuple(fixed))
