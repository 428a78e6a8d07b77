"""cfn-lint's messages, shortened to be readable."""

from __future__ import annotations

import re

from pilothouse.diagnostics.nearest import did_you_mean

MOST_CHARACTERS = 240
MOST_CHOICES = 12
_CHOICES = re.compile(r"(?P<given>'[^']*') is not one of \[(?P<known>.*)\]", re.DOTALL)


def brief(message: str) -> tuple[str, str]:
    """Return a message without long lists and patterns, and the most similar choice of the list, if any."""
    match = _CHOICES.fullmatch(message)
    known = re.findall(r"'([^']*)'", match["known"]) if match else []
    if match and len(known) > MOST_CHOICES:
        help = did_you_mean(match["given"].strip("'"), known)
        return f"{match['given']} is not one of the {len(known)} known values", help
    if len(message) > MOST_CHARACTERS:
        return f"{message[:MOST_CHARACTERS]}…", ""
    return message, ""


def meant_keys(message: str) -> list[str]:
    """Return the key that cfn-lint suggests for an unexpected one, if any."""
    return _MEANT.findall(message)


def missing_keys(message: str) -> list[str]:
    """Return the keys of which one is missing, if that is cfn-lint's message."""
    return re.findall(r"'([^']*)'", message) if "is a required property" in message else []


_MEANT = re.compile(r"was unexpected\. Did you mean '([^']*)'")
