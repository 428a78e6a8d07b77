"""A command that YAML doesn't read as text."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.script import Script


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a finding for each: CodeBuild stops with YAML_FILE_ERROR, "found subkeys instead"."""
    for command in script.commands():
        if isinstance(command.value, dict | list):
            kind = "mapping" if isinstance(command.value, dict) else "list"
            yield Diagnostic(
                codes.COMMAND_NOT_TEXT,
                f"YAML reads a {kind} here, but CodeBuild needs a command",
                Place(script.document.file.path, Value(command.route)),
                _help(command.value),
            )


def _help(value: object) -> str:
    if isinstance(value, list):
        return 'quote the command, or remove one "-"'
    return "quote the whole command: a colon followed by a space starts a mapping"
