"""A buildspec of version 0.1, which runs each command in a separate shell."""

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
        message = "version 0.1 runs each command in a new shell: cd and export don't last"
        place = Place(script.document.file.path, Value(("version",)))
        fix = Fix('write "version: 0.2"', (ReplaceScalar(("version",), "0.2"),), is_safe=False)
        yield Diagnostic(codes.OLD_BUILDSPEC_VERSION, message, place, 'write "version: 0.2"', fix=fix)
