"""Override a stack with patches, a CDK app, or a Python function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.place import Place
from pilothouse.ir.document import Document
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import CodePolicy, Override, Toolkit
from pilothouse.ir.stack import MAX_DEPTH, Stack, is_too_deep
from pilothouse.passes.override.patches import override_by_patches
from pilothouse.passes.override.template import broken_sections, replaced_template
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.span import Position, Span

__all__ = ["Overridable", "Overridden", "Parser", "override"]

Parser = Callable[[SourceFile], Outcome[Document]]
"""A YAML parser, given by the caller, since a pass doesn't import another pass."""


@dataclass(frozen=True, slots=True)
class Overridable:
    """The input of an override: a stack, its application, and the source map of its manifest."""

    stack: Stack
    application: str
    manifest: SourceMap


@dataclass(frozen=True, slots=True)
class Overridden:
    """The overridden stack, None if it could not be overridden; findings, and the files that they are in."""

    stack: Stack | None
    findings: tuple[Diagnostic, ...] = ()
    sources: Sources = field(default_factory=dict)


def override(subject: Overridable, by: Override, policy: CodePolicy, parse: Parser) -> Overridden:
    """Apply an override to a stack.

    Input: a stack, its override, the code policy, and a YAML parser. Output: the stack that the override
    makes of it, each part that it wrote with its place in the override as origin; or the original stack, if
    the override is skipped.
    """
    if not policy.allows(by.toolkit):
        return Overridden(None if policy.stops else subject.stack, (_not_run(by, policy),))
    done = _apply(subject, by, parse)
    if done.stack and (faults := tuple(broken_sections(done.stack))):
        return Overridden(None, faults, done.sources)
    return done


def _apply(subject: Overridable, by: Override, parse: Parser) -> Overridden:
    match by.toolkit:
        case Toolkit.PATCHES:
            return _by_patches(subject, by, parse)
        case Toolkit.CDK:
            return _by_cdk(subject, by, parse)
        case Toolkit.PYTHON:
            return _by_script(subject, by)


def _by_patches(subject: Overridable, by: Override, parse: Parser) -> Overridden:
    parsed = parse(by.file)
    sources = {by.file.path: Source(by.file, parsed.value.spans if parsed.value else None)}
    if any(finding.code is not codes.EMPTY_FILE for finding in parsed.findings):
        return Overridden(None, parsed.findings, sources)
    patched = override_by_patches(subject.stack, parsed.value, subject.manifest)
    return Overridden(patched.value, patched.findings, sources)


def _by_cdk(subject: Overridable, by: Override, parse: Parser) -> Overridden:
    from pilothouse.passes.override.cdk import cleaned, synthesize
    from pilothouse.passes.override.program import ProgramError

    try:
        printed = synthesize(subject.stack.template, by, subject.application)
    except ProgramError as error:
        return _failed(by, Place(by.file.path), error.message, error.last_lines)
    document = parse(SourceFile(by.file.path, printed)).value
    if document is None or not isinstance(document.data, dict) or "Resources" not in document.data:
        message = "`cdk synth` printed no template"
        help = "the app must make one stack with a resource in it: of several, cdk prints none"
        help += f"\nit printed: {printed[:500]}" if printed.strip() else ""
        return _failed(by, Place(by.file.path), message, help)
    return _replaced(subject, by, cleaned(document.data))


def _by_script(subject: Overridable, by: Override) -> Overridden:
    from pilothouse.passes.override.program import ProgramError
    from pilothouse.passes.override.script import ScriptError, call

    try:
        template = call(subject.stack.template, by, subject.application)
    except ProgramError as error:
        return _failed(by, Place(by.file.path), error.message, error.last_lines)
    except ScriptError as error:
        return _failed(by, _line(by.file, error.line), error.message)
    return _replaced(subject, by, template)


def _replaced(subject: Overridable, by: Override, template: dict[str, Any]) -> Overridden:
    place = Place(by.file.path)
    if is_too_deep(template):
        message = f"its template is nested more than {MAX_DEPTH} levels deep"
        finding = Diagnostic(codes.DEEP_OVERRIDE, message, place, "nest the values less deeply")
        return Overridden(None, (finding,), {by.file.path: Source(by.file)})
    return Overridden(replaced_template(subject.stack, template, place))


def _not_run(by: Override, policy: CodePolicy) -> Diagnostic:
    message = f"{by.toolkit.value} runs code, which is not allowed here"
    if not policy.stops:
        message += ": the template is checked without it"
    help = "read it, and if you trust it, use --allow-code or PILOTHOUSE_ALLOW_CODE=1"
    finding = Diagnostic(codes.OVERRIDE_NOT_RUN, message, Place(by.file.path), help)
    return finding.at_severity(policy.otherwise)


def _failed(by: Override, place: Place, message: str, help: str = "") -> Overridden:
    sources = {by.file.path: Source(by.file)}
    return Overridden(None, (Diagnostic(codes.OVERRIDE_FAILED, message, place, help),), sources)


def _line(file: SourceFile, number: int) -> Place:
    """Return a line without its indentation; the place of the whole file if there is none."""
    text = file.line(number)
    if not text.strip():
        return Place(file.path)
    start = Position(number, len(text) - len(text.lstrip()) + 1)
    return Place(file.path, Span(start, Position(number, len(text.rstrip()) + 1)))
