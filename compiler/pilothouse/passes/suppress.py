"""Remove the findings that comments ignore, and report comments that have no effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.diagnostics.ignore import Ignore, IgnoredName, read_ignores
from pilothouse.diagnostics.locate import Source, Sources, locate
from pilothouse.diagnostics.nearest import nearest
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity
from pilothouse.source.span import Position, Span

if TYPE_CHECKING:
    from pilothouse.diagnostics.fix import Fix
    from pilothouse.source.edit import TextEdit


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the checks went: files whose checks stopped at an error, and codes that weren't checked.

    `unchecked` is None if unused comments aren't reported at all.
    """

    unfinished: frozenset[str] = frozenset()
    unchecked: frozenset[Code] | None = frozenset()


def suppress(findings: Sequence[Diagnostic], sources: Sources, extent: Extent) -> Iterator[Diagnostic]:
    """Yield the findings that no comment ignores, and findings about the comments.

    Input: findings with their files, and how far the checks went. Output: findings about reading a file
    always stay. A comment counts as unused only if all its codes were checked.
    """
    silence = Silence(sources)
    used: set[_Wish] = set()
    flooded = {one.place.path for one in findings if one.code is codes.TOO_MANY_FINDINGS}
    for finding in findings:
        wishes = silence.wishes(finding)
        if not wishes:
            yield finding
        used.update(wishes)
    if extent.unchecked is None:
        return
    for path, source in sources.items():
        here = silence.ignores(path)
        yield from at_most(_unknown(path, here))
        if path not in extent.unfinished and path not in flooded:
            yield from at_most(_unused(source, here, used, extent.unchecked))


_Wish = tuple[str, Code, int | None]
"""An ignore comment's effect: a file, a code, and a line of the file (None: all of them)."""


class Silence:
    """The ignore comments of files, each file read once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._ignores: dict[str, tuple[Ignore, ...]] = {}
        self._wishes: dict[str, frozenset[_Wish]] = {}

    def ignores(self, path: str) -> tuple[Ignore, ...]:
        """Return the comments of a file."""
        if path not in self._ignores:
            source = self._sources.get(path)
            found = read_ignores(source.file, source.spans) if source and source.spans else ()
            self._ignores[path] = tuple(found)
        return self._ignores[path]

    def wishes(self, finding: Diagnostic) -> list[_Wish]:
        """Return the comments that ignore a finding; none if it is to be shown."""
        path = finding.place.path
        if path not in self._wishes:
            self._wishes[path] = frozenset(
                (path, code, ignore.line)
                for ignore in self.ignores(path)
                for name in ignore.names
                for code in name.codes
            )
        if not self._wishes[path]:
            return []
        lines = {None, _line(finding, self._sources)}
        return [wish for line in lines if (wish := (path, finding.code, line)) in self._wishes[path]]


def silent_ends(
    findings: Sequence[Diagnostic], shown: Sequence[Diagnostic], extent: Extent
) -> Iterator[Diagnostic]:
    """Yield a warning for each file whose checks stopped at an error, if none of its errors is shown.

    Input: all findings, and those that are left. Output: a finding at the first ignored error.
    """
    left = frozenset(shown)
    for path in sorted(extent.unfinished):
        errors = [one for one in findings if one.place.path == path and one.severity is Severity.ERROR]
        if errors and left.isdisjoint(errors):
            message = f"the ignored {errors[0].code.slug} stops the checks of this file"
            help = "later checks did not run, and there is no template"
            yield Diagnostic(codes.IGNORED_ERROR, message, errors[0].place, help)


def _line(finding: Diagnostic, sources: Sources) -> int | None:
    span = locate(finding.place, sources).span
    return span.start.line if span else None


def _unknown(path: str, ignores: Sequence[Ignore]) -> Iterator[Diagnostic]:
    for ignore in ignores:
        if not ignore.names:
            message = "the comment doesn't say what to ignore"
            help = "write `# pilothouse: ignore[CODE]`, or `ignore-file[CODE]` for the whole file"
            yield Diagnostic(codes.UNKNOWN_IGNORE, message, Place(path, ignore.span), help)
        for name in ignore.names:
            if not name.codes:
                yield _unknown_name(path, name)


def _unknown_name(path: str, name: IgnoredName) -> Diagnostic:
    from pilothouse.diagnostics.fix import Fix, Rewrite
    from pilothouse.source.edit import TextEdit

    match = nearest(name.text, codes.near_names(name.text))
    return Diagnostic(
        codes.UNKNOWN_IGNORE,
        f'"{name.text}" is not a code',
        Place(path, name.span),
        f'did you mean "{match}"?' if match else "`pilothouse explain` lists them",
        fix=Fix(f'write "{match}"', (Rewrite(TextEdit(name.span, match)),), is_safe=False) if match else None,
    )


def _unused(
    source: Source, ignores: Sequence[Ignore], used: set[_Wish], unchecked: frozenset[Code]
) -> Iterator[Diagnostic]:
    for ignore in ignores:
        idle = [
            name
            for name in ignore.names
            if name.codes and name.codes.isdisjoint(unchecked)
            if not any((source.file.path, code, ignore.line) in used for code in name.codes)
        ]
        if not idle:
            continue
        where = "in this file" if ignore.line is None else f"on line {ignore.line}"
        message = f"nothing {where} is {' or '.join(dict.fromkeys(name.text for name in idle))}"
        place = Place(source.file.path, idle[0].span)
        fix = _without(source, ignore, idle)
        yield Diagnostic(codes.UNUSED_IGNORE, message, place, "remove the unused part", fix=fix)


def _without(source: Source, ignore: Ignore, idle: Sequence[IgnoredName]) -> Fix:
    """Fix a comment: remove the unused names, or the whole comment if none is left."""
    from pilothouse.diagnostics.fix import Fix, Rewrite
    from pilothouse.source.edit import TextEdit

    gone = {name.span for name in idle}
    kept = [name.text for name in ignore.names if name.span not in gone]
    if kept:
        span = Span(ignore.names[0].span.start, ignore.names[-1].span.end)
        return Fix("remove the name", (Rewrite(TextEdit(span, ", ".join(kept))),), is_safe=True)
    return Fix("remove the comment", (Rewrite(_without_comment(source, ignore.span)),), is_safe=True)


def _without_comment(source: Source, span: Span) -> TextEdit:
    from pilothouse.source.edit import TextEdit

    line = span.start.line
    before = source.file.line(line)[: span.start.column - 1].rstrip()
    if not before and line < len(source.file.lines):
        return TextEdit(Span(Position(line, 1), Position(line + 1, 1)), "")
    return TextEdit(Span(Position(line, len(before) + 1), span.end), "")
