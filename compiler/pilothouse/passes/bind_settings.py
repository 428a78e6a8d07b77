"""From a document to typed settings."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import find_codes, near_names
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.filter import FileIgnore, Filter, is_unavoidable
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.diagnostics.place import Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.document import Document
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.reader import Reader
from pilothouse.workspace.settings import Settings


def bind_settings(document: Document) -> Outcome[Settings]:
    """Convert settings that their schema accepts.

    Output: the settings, or a finding for each name that isn't a code, or isn't one that can be ignored.
    """
    root = Reader(document)
    findings = tuple(_wrong_names(root))
    if findings:
        return Outcome(None, findings)
    files = tuple(FileIgnore(one.name, _codes(one)) for one in root.entries("per-file-ignores"))
    fail_on = Severity[(root.text("fail-on") or Severity.ERROR.label).upper()]
    shown = Filter(_codes(root.child("select")), _codes(root.child("ignore")), files)
    return Outcome(Settings(shown, fail_on, allow_code=root.child("allow-code").data is True))


def _codes(names: Reader) -> frozenset[Code]:
    return frozenset(code for name in names.data or () for code in find_codes(name))


def _wrong_names(root: Reader) -> Iterator[Diagnostic]:
    yield from _unknown(root.child("select"))
    for names in (root.child("ignore"), *root.entries("per-file-ignores")):
        yield from _unknown(names)
        for index, name in enumerate(names.data or ()):
            if any(map(is_unavoidable, find_codes(name))):
                message = f"{name} cannot be ignored: the file was not read"
                yield Diagnostic(codes.INVALID_VALUE, message, _place(names, index))


def _unknown(names: Reader) -> Iterator[Diagnostic]:
    for index, name in enumerate(names.data or ()):
        if not find_codes(name):
            help = did_you_mean(name, near_names(name), "`pilothouse explain` lists the codes")
            yield Diagnostic(codes.INVALID_VALUE, f'"{name}" is not a code', _place(names, index), help)


def _place(names: Reader, index: int) -> Place:
    return Place(names.document.file.path, Value((*names.route, index)))
