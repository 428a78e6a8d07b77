"""A buildspec of version 0.1, in which each command has a shell of its own."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.script import Script

_OLD = "0.1"


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a warning (CodeBuild user guide, "Buildspec versions")."""
    if script.section().text("version") == _OLD:
        message = "in version 0.1, each command runs in a shell of its own, and forgets cd and export"
        place = Place(script.document.file.path, Value(("version",)))
        fix = Fix('write "version: 0.2"', (ReplaceScalar(("version",), "0.2"),), is_safe=False)
        yield Diagnostic(codes.OLD_BUILDSPEC_VERSION, message, place, 'write "version: 0.2"', fix=fix)
