"""A name with characters that AWS doesn't allow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.manifest import DeploymentEntry, StageSection
from pilothouse.rules.base import Subject
from pilothouse.rules.groups import groups

_STACK = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
"""botocore cloudformation StackNameOrId."""
_ACTION = re.compile(r"[A-Za-z0-9.@_-]+")
"""botocore codepipeline ActionName."""
_ALLOWED = {
    "stack": "letters, digits and dashes, starting with a letter",
    "action": "letters, digits and . @ _ -",
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each name of a pipeline, an action, a deployment or a stack."""
    for name, kind, place in _names(subject):
        pattern = _STACK if kind == "stack" else _ACTION
        if not pattern.fullmatch(name):
            message = f'"{name}" cannot be part of {"a stack" if kind == "stack" else "an action"}\'s name'
            yield Diagnostic(codes.INVALID_NAME, message, place, f"use only {_ALLOWED[kind]}")


def _names(subject: Subject) -> Iterator[tuple[str, str, Place]]:
    manifest = subject.manifest
    legacy = manifest.name in subject.context.legacy_pipelines
    stack_part = manifest.name if legacy else f"a{manifest.name}"
    if not _STACK.fullmatch(stack_part):
        yield manifest.name, "stack", subject.value(("name",))
    for group in groups(manifest):
        for entry in group.entries:
            yield entry.name, "action", subject.key(entry.origin)
    for stage in manifest.stages:
        yield stage.name, "action", subject.value((*stage.origin, "name"))
        for deployment in stage.deployments:
            yield from _stack_names(subject, stage, deployment)


def _stack_names(
    subject: Subject, stage: StageSection, deployment: DeploymentEntry
) -> Iterator[tuple[str, str, Place]]:
    """Yield a deployment's stack: the given name, or the end of the default name if that alone is wrong."""
    if deployment.stack_name:
        yield deployment.stack_name, "stack", subject.value((*deployment.origin, "stack_name"))
        return
    is_only_fault = _ACTION.fullmatch(deployment.name) and _STACK.fullmatch(f"a{stage.name}")
    if is_only_fault and not _STACK.fullmatch(f"a{deployment.name}"):
        yield deployment.name, "stack", subject.key(deployment.origin)
