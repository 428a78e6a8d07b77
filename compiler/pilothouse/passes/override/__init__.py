"""Override a stack: by patches, by a CDK app, or by a Python function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.ir.document import Document
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import Override
from pilothouse.ir.stack import Stack
from pilothouse.passes.override.patches import override_by_patches
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap

__all__ = ["Overridden", "Parser", "override"]

Parser = Callable[[SourceFile], Outcome[Document]]
"""What reads YAML: given by whoever calls, since a pass knows no other pass."""


@dataclass(frozen=True, slots=True)
class Overridden:
    """The overridden stack, None if it could not be overridden; findings, and the files they are about."""

    stack: Stack | None
    findings: tuple[Diagnostic, ...] = ()
    sources: Sources = field(default_factory=dict)


def override(stack: Stack, by: Override, manifest: SourceMap, parse: Parser) -> Overridden:
    """Apply an override to a stack.

    Input: a stack, its override, the source map of the manifest, and a reader of YAML. Output: the stack that
    the override makes of it, each part that it wrote with its place in the override as origin.
    """
    parsed = parse(by.file)
    sources = {by.file.path: Source(by.file, parsed.value.spans if parsed.value else None)}
    if any(finding.code is not codes.EMPTY_FILE for finding in parsed.findings):
        return Overridden(None, parsed.findings, sources)
    patched = override_by_patches(stack, parsed.value, manifest)
    return Overridden(patched.value, patched.findings, sources)
