"""Findings as text for people: message, place, the line itself with the defect underlined, next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import edits_of
from pilothouse.diagnostics.locate import Location, Sources, locate
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.cells import excerpt, shown
from pilothouse.render.palette import PLAIN, Palette, paint
from pilothouse.source.span import Span

_LONGEST_LINE = 120  # columns of a source line to show


def diagnostics_text(findings: Sequence[Diagnostic], sources: Sources, palette: Palette = PLAIN) -> str:
    """Write findings in the order given, and a summary; nothing at all if there are none."""
    if not findings:
        return ""
    blocks = ["\n".join(_finding(one, sources, palette)) for one in findings]
    return "\n\n".join([*blocks, summary(findings)]) + "\n"


def summary(findings: Sequence[Diagnostic]) -> str:
    """Count findings by severity: `2 errors, 1 warning in 1 file`."""
    counts = Counter(finding.severity for finding in findings)
    parts = [
        counted(counts[severity], severity.label)
        for severity in sorted(Severity, reverse=True)
        if counts[severity]
    ]
    files = len({finding.place.path for finding in findings})
    return f"{', '.join(parts) or 'no findings'} in {counted(files, 'file')}"


def counted(count: int, noun: str) -> str:
    """Write a number of things: `1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _finding(finding: Diagnostic, sources: Sources, palette: Palette) -> Iterator[str]:
    place = locate(finding.place, sources)
    related = [(locate(one.place, sources), one.message) for one in finding.related]
    margin = _margin([place, *(location for location, _ in related)])
    bar = paint("|", palette.gutter)
    mark = palette.of(finding.severity)
    label = f"{finding.severity.label}[{finding.code.id} {finding.code.slug}]"

    yield paint(label, mark) + paint(f": {shown(finding.message)}", palette.strong)
    yield _place(place, "-->", margin, palette)
    yield from _snippet(place, "^", mark, "", margin, palette)
    remarks = []
    for location, message in related:
        if location.span and location.file:
            yield f"{margin} {bar}"
            yield _place(location, ":::", margin, palette)
            yield from _snippet(location, "-", palette.gutter, message, margin, palette)
        else:
            remarks.append(_remark("note", f"{message}: {_address(location)}", margin, palette))
    if finding.help:
        remarks.append(_remark("help", finding.help, margin, palette))
    if finding.fix and edits_of(finding.fix, finding.place, sources):
        options = "--fix" if finding.fix.is_safe else "--fix --unsafe-fixes"
        remarks.append(_remark("fix", f"{finding.fix.title} (lint {options})", margin, palette))
    if remarks and place.span and place.file:
        yield f"{margin} {bar}"
    yield from remarks


def _margin(locations: Sequence[Location]) -> str:
    """Return spaces of the width of the longest line number."""
    lines = [location.span.start.line for location in locations if location.span]
    return " " * len(str(max(lines, default=0)))


def _place(location: Location, arrow: str, margin: str, palette: Palette) -> str:
    return f"{margin}{paint(arrow, palette.gutter)} {_address(location)}"


def _address(location: Location) -> str:
    path = shown(location.path)
    if location.span is None:
        return path
    return f"{path}:{location.span.start.line}:{location.span.start.column}"


def _snippet(
    location: Location,
    underline: str,
    mark: str,
    label: str,
    margin: str,
    palette: Palette,
) -> Iterator[str]:
    """Show the first line of a span, underlined; nothing without text."""
    if location.span is None or location.file is None:
        return
    number = location.span.start.line
    line = location.file.line(number)
    cut = excerpt(line, *_columns(location.span, line), _LONGEST_LINE)
    bar = paint("|", palette.gutter)
    gutter = paint(f"{number:>{len(margin)}} |", palette.gutter)
    marks = underline * cut.width + (f" {shown(label)}" if label else "")
    yield f"{margin} {bar}"
    yield f"{gutter} {cut.text}".rstrip()
    yield f"{margin} {bar} {' ' * cut.indent}{paint(marks, mark)}"


def _columns(span: Span, line: str) -> tuple[int, int]:
    """Return the part of the first line in a span, as indexes."""
    start = span.start.column - 1
    if span.end.line == span.start.line:
        return start, span.end.column - 1
    return start, len(line.rstrip())


def _remark(kind: str, text: str, margin: str, palette: Palette) -> str:
    lead = f"{margin} {paint('=', palette.gutter)} {paint(f'{kind}:', palette.strong)} "
    indent = "\n" + " " * (len(margin) + len(f" = {kind}: "))
    return lead + indent.join(shown(line) for line in text.split("\n"))
