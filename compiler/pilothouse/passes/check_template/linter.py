"""The only door to cfn-lint; importing this takes a third of a second."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import cfnlint
from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode_str
from cfnlint.helpers import REGION_PRIMARY, REGIONS
from cfnlint.runner import Runner
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER, ProviderSchemaManager

from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.check_template.verdict import NO_RULE, Match, Question, Verdict


class Linter:
    """cfn-lint's rules, which take half a second to load, for all templates of a run.

    Reads no configuration of cfn-lint, and no resource schemas that it has downloaded, so the verdict is the
    same on every machine.
    """

    def __init__(self) -> None:
        schemas = Path(cfnlint.__file__).parent / "data" / "schemas"
        ProviderSchemaManager.__init__(PROVIDER_SCHEMA_MANAGER, schemas / "providers", schemas / "resources")
        self._runners: dict[str, Runner] = {}

    def lint(self, question: Question) -> Verdict:
        """Return cfn-lint's verdict.

        An exception raised by cfn-lint is part of the verdict, and so is a region that it doesn't know.
        """
        known = question.region in REGIONS
        try:
            found = self._matches(question.template, question.region if known else REGION_PRIMARY)
        except Exception as error:  # noqa: BLE001 - only cfn-lint's own code runs in here
            return (_failure(error),)
        return found if known else (*found, _unknown_region(question.region))

    def _matches(self, text: str, region: str) -> Verdict:
        template, problems = decode_str(text)
        found = problems if template is None else self._runner(region).validate_template(template)
        return tuple(_match(match) for match in found)

    def _runner(self, region: str) -> Runner:
        if region not in self._runners:
            config = ConfigMixIn(["--config-file", os.devnull], regions=[region])
            self._runners[region] = Runner(config)
        return self._runners[region]


def _failure(error: Exception) -> Match:
    words = " ".join(str(error).split())
    reason = f"{type(error).__name__}: {words}" if words else type(error).__name__
    return Match(NO_RULE, f"cfn-lint fails on this template: {reason}", "error", ())


def _unknown_region(region: str) -> Match:
    message = f"cfn-lint does not know the region {region}: the template is checked for {REGION_PRIMARY}"
    return Match(NO_RULE, message, "informational", ())


def _match(match: Any) -> Match:
    return Match(match.rule.id, match.message, match.rule.severity, template_path(match))


def template_path(match: Any) -> TemplatePath:
    """Return the place of a match in the template; cfn-lint's path attribute is undeclared."""
    steps = getattr(match, "path", None) or ()
    return tuple(step if isinstance(step, int) else str(step) for step in steps)
