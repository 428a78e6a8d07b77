"""Ask cfn-lint about a template. The only door to cfn-lint."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode_str
from cfnlint.runner import Runner

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.stack import Stack, TemplatePath

_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "informational": Severity.NOTE,
}

_INHERENT = frozenset(
    {
        ("W3005", ("Resources", "BuildProjectPolicy", "DependsOn")),
        ("W3005", ("Resources", "BuildProjectPolicy", "DependsOn", 0)),  # as CDK rewrites it
        ("W3005", ("Resources", "Pipeline", "DependsOn", 0)),
        (
            "W3037",
            ("Resources", "PipelineRolePolicy", "Properties", "PolicyDocument", "Statement", 1, "Action"),
        ),
    }
)
"""Warnings about what version 1 always writes, as Copilot did: no manifest can cause or mend them."""


class TemplateChecker:
    """Holds cfn-lint's rules, which take half a second to load, for all templates of a run.

    No configuration of cfn-lint's own is read: the verdict is the same wherever it is asked for.
    """

    def __init__(self) -> None:
        self._runners: dict[str, Runner] = {}

    def check(self, stack: Stack, region: str) -> Iterator[Diagnostic]:
        """Yield cfn-lint's findings.

        Input: a stack, and the region to check for. Output: each finding at the line of the manifest or the
        override that caused it.
        """
        template, problems = decode_str(json.dumps(stack.template))
        if template is None:
            raise ValueError(f"cfn-lint cannot read the template: {problems}")
        for match in self._runner(region).validate_template(template):
            if (match.rule.id, template_path(match)) not in _INHERENT:
                yield _finding(match, stack)

    def _runner(self, region: str) -> Runner:
        if region not in self._runners:
            config = ConfigMixIn(["--config-file", os.devnull], regions=[region])
            self._runners[region] = Runner(config)
        return self._runners[region]


def _finding(match: Any, stack: Stack) -> Diagnostic:
    where = template_path(match)
    shown = "/".join(str(step) for step in where)
    return Diagnostic(
        code=codes.TEMPLATE_FINDING,
        message=f"cfn-lint {match.rule.id}: {match.message}",
        place=stack.origin(where),
        help=f"in the template at {shown}" if shown else "",
        severity_override=_SEVERITIES[match.rule.severity],
    )


def template_path(match: Any) -> TemplatePath:
    """Return where in the template a match is; cfn-lint gives the path without declaring it."""
    return tuple(getattr(match, "path", None) or ())
