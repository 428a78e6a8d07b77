"""A secret in a buildspec or in test commands, where everybody can read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.script import Script

_SECRET = re.compile(
    r"\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,}|glpat-[\w-]{20,}"
    r"|xox[abprs]-[\w-]{10,}|sk_live_\w{16,}|npm_[A-Za-z0-9]{36})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
"""Published formats of keys and tokens, meant to be recognized."""
_TELLING_NAME = re.compile(
    r"(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS?)$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"^$|^\$|^(?:true|false|none|null|changeme)$|[/:]", re.IGNORECASE)
"""Values that aren't secret: variables, switches, and names of secrets that are stored elsewhere."""


def check(manifest: Manifest, scripts: Iterable[Script]) -> Iterator[Diagnostic]:
    """Yield a finding at each, without repeating the secret: a note if only a variable's name suggests it."""
    for script in scripts:
        path = script.document.file.path
        for variable in script.section("env").entries("variables"):
            value, place = str(variable.data), Place(path, Value(variable.route))
            if _SECRET.search(value):
                yield _finding(f'"{variable.name}" looks', place)
            elif _TELLING_NAME.search(variable.name) and not _REFERENCE.search(value):
                yield _finding(f'"{variable.name}" looks', place).at_severity(Severity.NOTE)
        for command in script.commands():
            if _SECRET.search(command.text):
                yield _finding("part of this command looks", Place(path, Value(command.route)))
    for stage in manifest.stages:
        for index, text in enumerate(stage.test_commands):
            if _SECRET.search(text):
                place = Place(manifest.path, Value((*stage.origin, "test_commands", index)))
                yield _finding("part of this command looks", place)


def _finding(what: str, place: Place) -> Diagnostic:
    message = f"{what} like a secret in plain text"
    help = (
        'revoke it, and read a new one with "secrets-manager" or "parameter-store" in the buildspec\'s "env"'
    )
    return Diagnostic(codes.PLAINTEXT_SECRET, message, place, help)
