"""Leave out the findings that comments ask to ignore, and say which of those comments do nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.ignore import Ignore, IgnoredName, read_ignores
from pilothouse.diagnostics.locate import Source, Sources, locate
from pilothouse.diagnostics.nearest import did_you_mean, nearest
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity
from pilothouse.source.span import Position, Span

if TYPE_CHECKING:
    from pilothouse.diagnostics.fix import Fix
    from pilothouse.source.edit import TextEdit


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the checks went: the files whose checks an error ended, and codes that nobody looked for.

    `unchecked` is None if comments are not to be judged at all.
    """

    unfinished: frozenset[str] = frozenset()
    unchecked: frozenset[Code] | None = frozenset()


def suppress(findings: Sequence[Diagnostic], sources: Sources, extent: Extent) -> Iterator[Diagnostic]:
    """Yield the findings that no comment ignores, and findings about the comments.

    Input: findings with their files, and how far the checks went. Output: no finding of reading a file is
    ever left out. A comment counts as unused only if all that it could silence was looked for.
    """
    ignores = {
        path: tuple(read_ignores(source.file, source.spans))
        for path, source in sources.items()
        if source.spans
    }
    used: set[IgnoredName] = set()
    for finding in findings:
        line = _line(finding, sources)
        covering = [one for one in ignores.get(finding.place.path, ()) if one.covers(finding.code, line)]
        if not covering:
            yield finding
        used.update(name for one in covering for name in one.names if name.code == finding.code)
    if extent.unchecked is None:
        return
    for path, here in ignores.items():
        yield from _unknown(path, here)
        if path not in extent.unfinished:
            yield from _unused(sources[path], here, used, extent.unchecked)


def is_ignored(finding: Diagnostic, sources: Sources) -> bool:
    """Whether a comment asks to ignore a finding."""
    source = sources.get(finding.place.path)
    if source is None or source.spans is None:
        return False
    line = _line(finding, sources)
    return any(ignore.covers(finding.code, line) for ignore in read_ignores(source.file, source.spans))


def silent_ends(
    findings: Sequence[Diagnostic], shown: Sequence[Diagnostic], extent: Extent
) -> Iterator[Diagnostic]:
    """Warn of each file whose checks an error ended, if none of its errors is shown.

    Input: all findings, and those that are left. Output: a finding at the first error that was left out.
    """
    for path in sorted(extent.unfinished):
        errors = [one for one in findings if one.place.path == path and one.severity is Severity.ERROR]
        if errors and not any(one in shown for one in errors):
            message = f"the ignored {errors[0].code.slug} ends the checks of this file"
            help = "what comes after it was not looked at, and there is no template"
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
            if name.code is None:
                yield _unknown_name(path, name)


def _unknown_name(path: str, name: IgnoredName) -> Diagnostic:
    from pilothouse.diagnostics.fix import Fix, Rewrite
    from pilothouse.source.edit import TextEdit

    known = [word for code in codes.ALL_CODES for word in (code.id, code.slug)]
    match = nearest(name.text, known)
    return Diagnostic(
        codes.UNKNOWN_IGNORE,
        f'no code is called "{name.text}"',
        Place(path, name.span),
        did_you_mean(name.text, known, "`pilothouse explain` lists them"),
        fix=Fix(f'write "{match}"', (Rewrite(TextEdit(name.span, match)),), is_safe=False) if match else None,
    )


def _unused(
    source: Source, ignores: Sequence[Ignore], used: set[IgnoredName], unchecked: frozenset[Code]
) -> Iterator[Diagnostic]:
    for ignore in ignores:
        idle = [
            name for name in ignore.names if name.code and name not in used and name.code not in unchecked
        ]
        if not idle:
            continue
        where = "in this file" if ignore.line is None else f"on line {ignore.line}"
        message = f"nothing {where} is {' or '.join(name.text for name in idle)}"
        place = Place(source.file.path, idle[0].span)
        fix = _without(source, ignore, idle)
        yield Diagnostic(codes.UNUSED_IGNORE, message, place, "remove what isn't needed any more", fix=fix)


def _without(source: Source, ignore: Ignore, idle: Sequence[IgnoredName]) -> Fix:
    """Fix a comment: without the idle names, or where no other is left, without itself."""
    from pilothouse.diagnostics.fix import Fix, Rewrite
    from pilothouse.source.edit import TextEdit

    kept = [name.text for name in ignore.names if name not in idle]
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
