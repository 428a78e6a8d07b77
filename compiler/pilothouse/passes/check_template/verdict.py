"""cfn-lint's verdict on a template, as data that can be stored."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from pilothouse.ir.stack import TemplatePath

# Characters that YAML allows in double quotes, unescaped and with the same meaning.
_UNSAFE_IN_YAML = re.compile(
    r"[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class Question(NamedTuple):
    """A template as JSON, and the region to deploy it to."""

    template: str
    region: str

    @classmethod
    def about(cls, template: Mapping[str, Any], region: str) -> Question:
        """Create a question about a template of plain data.

        cfn-lint reads JSON with a YAML parser, which doesn't support surrogates, so this escapes only what it
        must.
        """
        text = json.dumps(template, ensure_ascii=False)
        return cls(_UNSAFE_IN_YAML.sub(lambda match: f"\\u{ord(match[0]):04x}", text), region)


SEVERITIES = ("error", "warning", "informational")
"""cfn-lint's names of severities."""
NO_RULE = ""
"""Replaces a rule's ID: cfn-lint could not run, or not as requested."""


class Match(NamedTuple):
    """One finding: the rule's ID, its message, cfn-lint's severity, and the place."""

    rule: str
    message: str
    severity: str
    path: TemplatePath


KILLED = Match(NO_RULE, "the process in which cfn-lint checked this template was killed", "error", ())
"""Stands for the verdict on a template whose check never ended."""

Verdict = tuple[Match, ...]


def verdict_text(verdict: Verdict) -> str:
    """Write a verdict as JSON."""
    return json.dumps(verdict)


def read_verdict(text: str) -> Verdict | None:
    """Read what `verdict_text` wrote; None for anything else."""
    try:
        kept = json.loads(text)
        matches = [Match(*match) for match in kept]
    except (TypeError, ValueError, RecursionError):
        return None
    if not isinstance(kept, list) or not all(_is_whole(match) for match in matches):
        return None
    return tuple(match._replace(path=tuple(match.path)) for match in matches)


def _is_whole(match: Match) -> bool:
    *texts, path = match
    return (
        all(isinstance(text, str) for text in texts)
        and match.severity in SEVERITIES
        and isinstance(path, list)
        and all(isinstance(step, str | int) for step in path)
    )
