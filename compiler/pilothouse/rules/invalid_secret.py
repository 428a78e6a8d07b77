"""A secret name that Secrets Manager doesn't allow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.base import Subject

_NAME = r"[A-Za-z0-9/_+=.@!-]{1,512}"
_ARN = r"arn:aws[\w-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:" + _NAME
_SECRET = re.compile(rf"(?:{_ARN}|{_NAME})(?::SecretString(?::[^:]*){{0,3}})?", re.ASCII)
"""CloudFormation user guide, "Get a secret or secret value from Secrets Manager"."""
_TOKEN = re.compile(r"(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|[0-9a-f]{40})", re.ASCII)
"""GitHub's tokens, by their prefixes; the oldest are 40 hexadecimal digits."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding if the secret can't be looked up by this value, or if it is a token itself."""
    source = subject.manifest.source
    secret = source.access_token_secret
    place = subject.value((*source.origin, "properties", "access_token_secret"))
    if _TOKEN.fullmatch(secret):
        message = "this is an access token itself, not the name of a secret"
        help = "revoke the token, store a new one in Secrets Manager, and write the secret's name here"
        yield Diagnostic(codes.INVALID_SECRET, message, place, help)
    elif secret and not _SECRET.fullmatch(secret):
        message = f'"{secret}" is not a valid name of a Secrets Manager secret'
        help = "write its name (letters, digits and / _ + = . @ - are allowed) or its ARN"
        yield Diagnostic(codes.INVALID_SECRET, message, place, help)
