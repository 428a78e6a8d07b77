"""A buildspec that downloads an outdated release of Copilot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.build_commands import LAST_COPILOT
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.script import Command, Script
from pilothouse.source.integer import integer

_DOWNLOAD = re.compile(
    r"copilot-(?:linux|darwin|windows)(?:-a[a-z]+64)?-v(?P<name>\d+\.\d+\.\d+)"
    r"|copilot-cli/releases/download/v(?P<tag>\d+\.\d+\.\d+)/",
    re.ASCII,
)


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a warning for each such version, at its first use."""
    seen: set[str] = set()
    for command in script.commands():
        for match in _DOWNLOAD.finditer(command.text):
            version = match["name"] or match["tag"]
            if version not in seen and _numbers(version) < _numbers(LAST_COPILOT):
                yield _finding(script, command, version)
            seen.add(version)


def _finding(script: Script, command: Command, version: str) -> Diagnostic:
    message = f"the build uses Copilot {version}; {LAST_COPILOT} is the last release"
    place = Place(script.document.file.path, Value(command.route))
    return Diagnostic(codes.OUTDATED_COPILOT, message, place, f"download v{LAST_COPILOT}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(integer, version.split(".")))
