"""A text as a YAML scalar that no parser misreads."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./:@-]*(?<!:)")
_RESERVED = frozenset(["n", "no", "null", "off", "on", "false", "true", "y", "yes"])


def scalar(text: str) -> str:
    """Write a text unquoted where it is safe, else in double quotes."""
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _RESERVED
    return text if is_plain else json.dumps(text)
