"""Policy documents written as JSON text, which many resource types accept instead of a map."""

from __future__ import annotations

import json
from typing import Any


def read_policy_text(text: str, otherwise: Any = None) -> Any:
    """Return the policy in a text as plain data; `otherwise`, or the text itself, if it contains none.

    With `otherwise` the text is that of an `Fn::Sub`, and so is each text in the policy.
    """
    unread = text if otherwise is None else otherwise
    if not text.lstrip().startswith("{") or '"Statement"' not in text:
        return unread
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return unread
    if not isinstance(document, dict) or "Statement" not in document:
        return unread
    return document if otherwise is None else _substituted(document)


def _substituted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _substituted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_substituted(item) for item in value]
    return {"Fn::Sub": value} if isinstance(value, str) and "${" in value else value
