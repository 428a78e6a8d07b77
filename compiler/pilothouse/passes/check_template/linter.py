"""Ask cfn-lint. The only door to it; importing this takes a third of a second."""

from __future__ import annotations

import os
from typing import Any

from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode_str
from cfnlint.runner import Runner

from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.check_template.verdict import Match, Question, Verdict


class Linter:
    """Holds cfn-lint's rules, which take half a second to load, for all templates of a run.

    No configuration of cfn-lint's own is read: the verdict is the same wherever it is asked for.
    """

    def __init__(self) -> None:
        self._runners: dict[str, Runner] = {}

    def lint(self, question: Question) -> Verdict:
        """Return cfn-lint's verdict."""
        template, problems = decode_str(question.template)
        found = problems if template is None else self._runner(question.region).validate_template(template)
        return tuple(_match(match) for match in found)

    def _runner(self, region: str) -> Runner:
        if region not in self._runners:
            config = ConfigMixIn(["--config-file", os.devnull], regions=[region])
            self._runners[region] = Runner(config)
        return self._runners[region]


def _match(match: Any) -> Match:
    return Match(match.rule.id, match.message, match.rule.severity, template_path(match))


def template_path(match: Any) -> TemplatePath:
    """Return where in the template a match is; cfn-lint gives the path without declaring it."""
    steps = getattr(match, "path", None) or ()
    return tuple(step if isinstance(step, int) else str(step) for step in steps)
