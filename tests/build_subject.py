"""What a rule looks at, and what it finds there, as texts that a test can name."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Value
from pilothouse.ir.context import Context
from pilothouse.ir.manifest import Manifest
from pilothouse.rules.base import Rule, Subject
from tests.build_manifest import context


def subject(
    manifest_: Manifest, context_: Context | None = None, workloads: tuple[str, ...] = ("api",)
) -> Subject:
    """What a rule looks at."""
    return Subject(manifest_, context_ or context(), workloads)


def findings(
    rule: Rule, manifest_: Manifest, context_: Context | None = None, workloads: tuple[str, ...] = ("api",)
) -> list[tuple[str, str, str]]:
    """Ask a rule: for each finding its slug, its place (`key stages.0.name`) and its help."""
    found = rule(subject(manifest_, context_, workloads))
    return [(finding.code.slug, where(finding), finding.help) for finding in found]


def places(rule: Rule, manifest_: Manifest, context_: Context | None = None) -> list[str]:
    """Ask a rule, and return only where its findings are."""
    return [where(finding) for finding in rule(subject(manifest_, context_))]


def where(finding: Diagnostic) -> str:
    """Write a finding's symbolic place: `key stages.0.name`."""
    anchor = finding.place.anchor
    assert isinstance(anchor, Key | Value)
    return " ".join([type(anchor).__name__.lower(), ".".join(_steps(anchor.route))]).rstrip()


def _steps(route: tuple[str | int, ...]) -> Iterator[str]:
    return (str(step) for step in route)
