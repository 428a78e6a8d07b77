"""A stage that deploys a template, a configuration or a stack named after another environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.manifest import DeploymentEntry, StageSection
from pilothouse.rules.base import Subject

_FILE = r"(?:^|.*[/-]){}\.(?:stack|params)\.(?:yml|yaml|json)"
"""Copilot names its files NAME-ENVIRONMENT.stack.yml and NAME-ENVIRONMENT.params.json."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each."""
    for stage in subject.manifest.stages:
        for deployment in stage.deployments:
            for key, value in _values(deployment):
                if other := _environment_of(subject, stage, key, value):
                    message = f'stage "{stage.name}" takes {value}, named after environment "{other}"'
                    help = f'is it the one for "{stage.name}"?'
                    place = subject.value((*deployment.origin, key))
                    yield Diagnostic(codes.FOREIGN_ENVIRONMENT, message, place, help)


def _values(deployment: DeploymentEntry) -> Iterator[tuple[str, str]]:
    yield "stack_name", deployment.stack_name
    yield "template_path", deployment.template_path
    yield "template_config", deployment.template_config


def _environment_of(subject: Subject, stage: StageSection, key: str, value: str) -> str:
    """Return the other environment that `value` is named after, unless it may be the stage's own."""
    application = subject.context.application.name

    def belongs_to(name: str) -> bool:
        if key == "stack_name":
            return value.startswith(f"{application}-{name}-")
        return name in value and re.fullmatch(_FILE.format(re.escape(name)), value) is not None

    if not value or belongs_to(stage.name):
        return ""
    return next((name for name in subject.context.environments if belongs_to(name)), "")
