"""A buildspec that downloads a Copilot older than the last."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.script import Command, Script
from pilothouse.source.integer import integer

LAST = (1, 34, 1)
"""The last release of Copilot, which is out of support since 2026-06-12."""
_DOWNLOAD = re.compile(
    r"copilot-(?:linux|darwin|windows)(?:-a[a-z]+64)?-v(?P<name>\d+\.\d+\.\d+)"
    r"|copilot-cli/releases/download/v(?P<tag>\d+\.\d+\.\d+)/",
    re.ASCII,
)


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a warning for each such version, where it is first named."""
    seen: set[str] = set()
    for command in script.commands():
        for match in _DOWNLOAD.finditer(command.text):
            version = match["name"] or match["tag"]
            if version not in seen and tuple(map(integer, version.split("."))) < LAST:
                yield _finding(script, command, version)
            seen.add(version)


def _finding(script: Script, command: Command, version: str) -> Diagnostic:
    last = ".".join(map(str, LAST))
    message = f"the build uses Copilot {version}; {last} is the last release"
    place = Place(script.document.file.path, Value(command.route))
    return Diagnostic(codes.OUTDATED_COPILOT, message, place, f"download v{last}")
