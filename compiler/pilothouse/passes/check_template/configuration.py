"""Settings for cfn-lint in a template's metadata. They disable checks, so they are removed and reported.

Source: cfn-lint's README, "Template Based Metadata" and "Resource Based Metadata".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import at_most
from pilothouse.ir.stack import Stack, TemplatePath

_KEY = "cfn-lint"


def ignored(stack: Stack) -> Iterator[Diagnostic]:
    """Yield a warning for each such setting."""
    return at_most(
        Diagnostic(
            codes.IGNORED_CONFIGURATION,
            "cfn-lint settings inside a template are not used",
            stack.origin((*path, _KEY)),
            "to ignore a finding, write a comment on its line: `# pilothouse: ignore[template-finding]`",
        )
        for path in _places(stack.template)
    )


def unconfigured(template: Mapping[str, Any]) -> dict[str, Any]:
    """Return a template without such settings, otherwise unchanged."""
    plain = _without(template)
    resources = plain.get("Resources")
    if isinstance(resources, dict):
        plain["Resources"] = {
            name: _without(resource) if isinstance(resource, dict) else resource
            for name, resource in resources.items()
        }
    return plain


def _places(template: Mapping[str, Any]) -> Iterator[TemplatePath]:
    """Yield the path of each metadata with settings: the template's own, and those of resources."""
    resources = template.get("Resources")
    parts: dict[TemplatePath, Any] = {(): template}
    if isinstance(resources, dict):
        parts |= {("Resources", name): resource for name, resource in resources.items()}
    for path, part in parts.items():
        metadata = part.get("Metadata") if isinstance(part, dict) else None
        if isinstance(metadata, dict) and _KEY in metadata:
            yield (*path, "Metadata")


def _without(part: Mapping[str, Any]) -> dict[str, Any]:
    metadata = part.get("Metadata")
    if not isinstance(metadata, dict) or _KEY not in metadata:
        return dict(part)
    return {**part, "Metadata": {key: value for key, value in metadata.items() if key != _KEY}}
