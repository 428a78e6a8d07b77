"""Apply the fixes of findings to manifests and their buildspecs: in their files, or as a diff."""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pilothouse.cli.errors import CommandError
from pilothouse.cli.report import Report
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix
from pilothouse.driver import Request, compile_manifest, lint_buildspecs
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import Override, Overrides
from pilothouse.passes.apply_fixes import apply_fixes
from pilothouse.passes.parse import parse
from pilothouse.render.escape import diff_name
from pilothouse.rules.base import Files
from pilothouse.source.file import SourceFile
from pilothouse.view import View
from pilothouse.workspace.read import OddFileError, read_bytes
from pilothouse.workspace.write import write_atomically

MAX_ROUNDS = 20
"""Rounds of fixes that make new fixes possible."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fixed file: its original and its new text, and the findings that were fixed."""

    before: SourceFile
    after: SourceFile
    fixed: tuple[Diagnostic, ...]


def mend(requests: Sequence[Request], view: View, is_wanted: Callable[[Fix], bool]) -> tuple[Change, ...]:
    """Apply the wanted fixes of the view's findings, repeatedly until none is left.

    Nothing is written. Changes are in the order of their paths.
    """
    changes: dict[str, Change] = {}
    files: dict[str, frozenset[str]] = {}
    waiting: Sequence[Request] = requests
    for _ in range(MAX_ROUNDS):
        report = Report(view=view)
        texts = {path: change.after for path, change in changes.items()}
        for request in waiting:
            done = lint_buildspecs(compile_manifest(_mended(request, texts)))
            report.add_compilation(done)
            files[request.file.path] = frozenset(done.sources)
        found = report.findings
        mended = [apply_fixes(source, found, is_wanted, _is_yaml) for source in report.sources.values()]
        news = [one for one in mended if one.fixed]
        for one in news:
            path = one.file.path
            before = changes.get(path, Change(report.sources[path].file, one.file, ()))
            changes[path] = Change(before.before, one.file, (*before.fixed, *one.fixed))
        changed = {one.file.path for one in news}
        waiting = [request for request in requests if not changed.isdisjoint(files[request.file.path])]
    return tuple(change for _, change in sorted(changes.items()) if change.after != change.before)


def write_change(change: Change) -> None:
    """Write a fixed file. Raises CommandError, also if the file was changed in the meantime."""
    shown = change.before.path
    path = Path(shown)
    try:
        if read_bytes(path) != (change.before.mark + change.before.text).encode():
            raise CommandError(f"{shown} was changed in the meantime", "run the command again")
        write_atomically(path, change.after.mark + change.after.text)
    except OddFileError as error:
        raise CommandError(f"{shown} cannot be written: {error.message}") from error
    except OSError as error:
        raise CommandError(f"{shown} cannot be written: {error.strerror}") from error


def diff_of(change: Change) -> str:
    """Return a change as a unified diff, for `patch -p0` and `git apply -p0`."""
    files = (change.before, change.after)
    old, new = (list(io.StringIO(file.mark + file.text, newline="\n")) for file in files)
    name = diff_name(change.before.path)
    return "".join(_with_ends(difflib.unified_diff(old, new, name, name)))


def requests_after(requests: Iterable[Request], changes: Sequence[Change]) -> tuple[Request, ...]:
    """Return the requests for manifests that were fixed."""
    texts = {change.after.path: change.after for change in changes}
    return tuple(replace(request, file=texts.get(request.file.path, request.file)) for request in requests)


@dataclass(frozen=True, slots=True)
class _MendedFiles:
    """The files of a workspace, with the texts that aren't written yet."""

    files: Files
    texts: Mapping[str, SourceFile]

    def exists(self, path: str) -> bool:
        return self.files.exists(path)

    def read(self, path: str) -> Outcome[SourceFile]:
        read = self.files.read(path)
        return Outcome(self.texts.get(read.value.path, read.value)) if read.value else read


@dataclass(frozen=True, slots=True)
class _MendedOverrides:
    """The overrides of a workspace, with the texts that aren't written yet."""

    overrides: Overrides
    texts: Mapping[str, SourceFile]

    def find(self, pipeline: str) -> Outcome[Override | None]:
        found = self.overrides.find(pipeline)
        if found.value is None:
            return found
        file = self.texts.get(found.value.file.path, found.value.file)
        return replace(found, value=replace(found.value, file=file))


def _mended(request: Request, texts: Mapping[str, SourceFile]) -> Request:
    return replace(
        request,
        file=texts.get(request.file.path, request.file),
        files=_MendedFiles(request.files, texts) if request.files else None,
        overrides=_MendedOverrides(request.overrides, texts),
    )


def _is_yaml(file: SourceFile) -> bool:
    return parse(file).value is not None


def _with_ends(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
