"""What cfn-lint says of a template, as data that can be kept."""

from __future__ import annotations

import json
from typing import NamedTuple

from pilothouse.ir.stack import TemplatePath


class Question(NamedTuple):
    """A template as JSON, and the region that it is to be deployed to."""

    template: str
    region: str


class Match(NamedTuple):
    """One finding: the rule's ID, its sentence, cfn-lint's word for how bad it is, and the place."""

    rule: str
    message: str
    severity: str
    path: TemplatePath


Verdict = tuple[Match, ...]


def verdict_text(verdict: Verdict) -> str:
    """Write a verdict as JSON."""
    return json.dumps(verdict)


def read_verdict(text: str) -> Verdict | None:
    """Read what `verdict_text` wrote; None for anything else."""
    try:
        kept = json.loads(text)
        matches = [Match(*match) for match in kept]
    except (TypeError, ValueError):
        return None
    if not isinstance(kept, list) or not all(_is_whole(match) for match in matches):
        return None
    return tuple(match._replace(path=tuple(match.path)) for match in matches)


def _is_whole(match: Match) -> bool:
    *texts, path = match
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(path, list)
        and all(isinstance(step, str | int) for step in path)
    )
