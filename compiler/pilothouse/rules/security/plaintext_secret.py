"""A secret that stands in a buildspec or in test commands for everybody to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.rules.security.review import Review

_SECRET = re.compile(
    r"\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,}|glpat-[\w-]{20,}"
    r"|xox[abprs]-[\w-]{10,}|sk_live_\w{16,}|npm_[A-Za-z0-9]{36})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----"
)
"""Forms that their makers have given to keys and tokens, so that they can be found."""
_TELLING_NAME = re.compile(
    r"(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS?)$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"^$|^\$|^(?:true|false|none|null|changeme)$|[/:]", re.IGNORECASE)
"""Values that are no secret: variables, switches, and names of secrets that lie elsewhere."""


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note at each, without repeating the secret."""
    for _, script in review.scripts:
        path = script.document.file.path
        for variable in script.section("env").entries("variables"):
            value = str(variable.data)
            has_telling_name = _TELLING_NAME.search(variable.name) and not _REFERENCE.search(value)
            if has_telling_name or _SECRET.search(value):
                yield _finding(f'"{variable.name}" looks', Place(path, Value(variable.route)))
        for command in script.commands():
            if _SECRET.search(command.text):
                yield _finding("part of this command looks", Place(path, Value(command.route)))
    for stage in review.graph.stages:
        for index, text in enumerate(stage.test.commands if stage.test else ()):
            if _SECRET.search(text):
                place = review.value((*stage.origin, "test_commands", index))
                yield _finding("part of this command looks", place)


def _finding(what: str, place: Place) -> Diagnostic:
    message = f"{what} like a secret in plain text"
    help = 'revoke it, and read a new one by "secrets-manager" or "parameter-store" of the buildspec\'s "env"'
    return Diagnostic(codes.PLAINTEXT_SECRET, message, place, help)
