"""A revision for people: a short commit and the first line of its message."""

from __future__ import annotations

import json

from pilothouse.aws.ports.executions import Revision
from pilothouse.render.cells import shown

_SHORT = 8  # characters of a commit, as in the console


def revision_text(revision: Revision) -> str:
    """Write a revision on one line."""
    return shown(f"{revision.id[:_SHORT]} {commit_message(revision)}".strip())


def commit_message(revision: Revision) -> str:
    """Return the first line of the commit's message; connections wrap it in JSON."""
    text = revision.summary
    try:
        wrapped = json.loads(text, strict=False)
    except ValueError:
        wrapped = None
    if isinstance(wrapped, dict):
        text = str(wrapped.get("CommitMessage", ""))
    return text.strip().split("\n", maxsplit=1)[0]
