"""A stage whose deployment uses a template, configuration or stack named after another environment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.ir.manifest import DeploymentEntry, StageSection
from pilothouse.rules.base import Subject

_FILE = re.compile(r"(?P<stem>.*)\.(?:stack|params)\.(?:yml|yaml|json)")
"""Copilot names its files NAME-ENVIRONMENT.stack.yml and NAME-ENVIRONMENT.params.json."""
_DASH, _SEPARATOR = re.compile("-"), re.compile("[/-]")
CONFIGURATION = 1000
"""botocore codepipeline ActionConfigurationValue: a longer value is rejected anyway."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning for each deployment, at the first of its values; none if the environment is unclear."""
    names = Counter(stage.name for stage in subject.manifest.stages)
    for stage in subject.manifest.stages:
        if stage.name not in subject.context.environments or names[stage.name] > 1:
            continue
        for deployment in stage.deployments:
            yield from _finding(subject, stage, deployment)


def _finding(subject: Subject, stage: StageSection, deployment: DeploymentEntry) -> Iterator[Diagnostic]:
    found = [
        (key, value, other)
        for key, value in _values(deployment)
        if (other := _environment_of(subject, stage, key, value))
    ]
    if found:
        key, value, other = found[0]
        message = f'stage "{stage.name}" uses {value}, named after environment "{other}"'
        help = f'is it the one for "{stage.name}"?'
        related = tuple(
            Related(subject.value((*deployment.origin, key)), f"{value} is, too")
            for key, value, _ in found[1:]
        )
        place = subject.value((*deployment.origin, key))
        yield Diagnostic(codes.FOREIGN_ENVIRONMENT, message, place, help, related)


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
    """Yield the possible environments in APPLICATION-ENVIRONMENT-NAME; either neighbor may contain dashes."""
    rest = value.removeprefix(f"{application}-")
    if rest != value:
        yield from (rest[: dash.start()] for dash in _DASH.finditer(rest))


def _names_in_file(value: str) -> Iterator[str]:
    """Yield the possible environments in a file name: the text after a dash or a folder, or all of it."""
    if match := _FILE.fullmatch(value):
        yield match["stem"]
        yield from (match["stem"][separator.end() :] for separator in _SEPARATOR.finditer(match["stem"]))
