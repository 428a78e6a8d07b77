"""A stage that deploys a template, a configuration or a stack named after another environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.manifest import DeploymentEntry, StageSection
from pilothouse.rules.base import Subject

_FILE = re.compile(r"(?P<stem>.*)\.(?:stack|params)\.(?:yml|yaml|json)")
"""Copilot names its files NAME-ENVIRONMENT.stack.yml and NAME-ENVIRONMENT.params.json."""
_DASH, _SEPARATOR = re.compile("-"), re.compile("[/-]")
CONFIGURATION = 1000
"""botocore codepipeline ActionConfigurationValue: a longer value is refused anyway."""


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
    if not value or len(value) > CONFIGURATION:
        return ""
    application = subject.context.application.name
    names = set(_names_in_stack(value, application) if key == "stack_name" else _names_in_file(value))
    if stage.name in names or names.isdisjoint(subject.context.environments):
        return ""
    return next(name for name in subject.context.environments if name in names)


def _names_in_stack(value: str, application: str) -> Iterator[str]:
    """Yield what may be the environment in APPLICATION-ENVIRONMENT-NAME: either may have dashes in it."""
    rest = value.removeprefix(f"{application}-")
    if rest != value:
        yield from (rest[: dash.start()] for dash in _DASH.finditer(rest))


def _names_in_file(value: str) -> Iterator[str]:
    """Yield what may be the environment in a file's name: what follows a dash or a folder, or all of it."""
    if match := _FILE.fullmatch(value):
        yield match["stem"]
        yield from (match["stem"][separator.end() :] for separator in _SEPARATOR.finditer(match["stem"]))
