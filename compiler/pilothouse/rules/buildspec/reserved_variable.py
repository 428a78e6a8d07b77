"""An environment variable whose name is reserved by CodeBuild, or not valid in a shell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.script import Script

_KINDS = ("variables", "parameter-store", "secrets-manager")
_RESERVED, _NOT_EXPORTED = "CODEBUILD_", "AWS_"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a warning for each (CodeBuild user guide, "Build specification reference", env)."""
    path = script.document.file.path
    for kind in _KINDS:
        for variable in script.section("env").entries(kind):
            place = Place(path, Key(variable.route))
            if variable.name.startswith(_RESERVED):
                message = f"names that start with {_RESERVED} are reserved by CodeBuild"
                yield Diagnostic(codes.RESERVED_VARIABLE, message, place, f"rename {variable.name}")
            elif not _NAME.fullmatch(variable.name):
                message = f'"{variable.name}" is not a valid name of a shell variable'
                help = "use letters, digits and _, and start with a letter"
                yield Diagnostic(codes.RESERVED_VARIABLE, message, place, help)
    for exported in script.section("env").children("exported-variables"):
        if str(exported.data).startswith(_NOT_EXPORTED):
            message = f"{exported.data} cannot be exported: its name starts with {_NOT_EXPORTED}"
            yield Diagnostic(
                codes.RESERVED_VARIABLE, message, Place(path, Value(exported.route)), "rename it"
            )
