"""The order of the passes, in straight code."""

from __future__ import annotations

from dataclasses import replace

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import has_errors
from pilothouse.diagnostics.locate import Source
from pilothouse.diagnostics.place import Key
from pilothouse.driver.compilation import IGNORED_BY_COPILOT, Compilation, Request
from pilothouse.driver.peek import builds_windows
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.stack import Stack
from pilothouse.passes.bind import bind
from pilothouse.passes.check_graph import check_graph
from pilothouse.passes.check_intent import check_intent
from pilothouse.passes.check_limits import check_limits
from pilothouse.passes.check_rules import check_rules
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.emit import emit
from pilothouse.passes.lower import lower
from pilothouse.passes.parse import parse, recover
from pilothouse.rules.base import Subject
from pilothouse.schema_files import schema_text
from pilothouse.source.map import SourceMap
from pilothouse.yaml_text.template import template_yaml

HARMLESS_TO_BIND: frozenset[Code] = IGNORED_BY_COPILOT | {codes.CONFLICTING_KEYS}
"""Errors of shape after which the meaning can still be checked, so that one run finds everything."""


def compile_manifest(request: Request) -> Compilation:
    """Run the passes from text to stack. Compilation stops after the first pass that reports an error."""
    parsed = recover(request.file)
    spans = parsed.value.spans if parsed.value else None
    done = Compilation(request, sources={request.file.path: Source(request.file, spans)})
    document = parsed.value
    done = replace(done.with_findings(parsed.findings), document=document)
    if document is None or done.has_errors:
        return done
    meant = tuple(check_intent(document))
    done = done.with_findings(meant)
    is_misread = done.has_errors
    if any(finding.code is codes.FOREIGN_FILE for finding in meant):
        return done
    shape = check_schema(document, schema_text("manifest"))
    done = done.with_findings(finding for finding in shape if not _is_said(finding, meant))
    if is_misread or has_errors(
        finding for finding in done.diagnostics if finding.code not in HARMLESS_TO_BIND
    ):
        return done
    manifest = bind(document, request.directory)
    done = replace(done, manifest=manifest)
    done = done.with_findings(
        check_rules(
            Subject(manifest, request.context, request.workloads, request.files, _windows(request, manifest))
        )
    )
    if done.has_errors:
        return done
    graph = lower(manifest, request.context, request.workloads)
    done = replace(done.with_findings(check_graph(graph, request.file.path)), graph=graph)
    if done.has_errors:
        return done
    emitted = emit(graph, request.file.path)
    done = replace(done.with_findings(emitted.findings), stack=emitted.value)
    if emitted.value is None:
        return done
    done = _overridden(done, emitted.value, manifest.name, document.spans)
    if (stack := done.stack) is None:
        return done
    done = replace(done, text=template_yaml(stack.template))
    return done.with_findings(check_limits(stack, done.text, request.context.application.region))


def _is_said(finding: Diagnostic, meant: tuple[Diagnostic, ...]) -> bool:
    """Whether a finding about a file's shape is explained better by another finding."""
    route = getattr(finding.place.anchor, "route", None)
    if route is None:
        return False
    said = (one.place.anchor.route for one in meant if isinstance(one.place.anchor, Key))
    return any(route[: len(place)] == place for place in said)


def _windows(request: Request, manifest: Manifest) -> frozenset[str]:
    """Return the workloads among those that may be deployed that require Windows containers."""
    if request.files is None:
        return frozenset()
    named = {deployment.name for stage in manifest.stages for deployment in stage.deployments}
    found = set()
    for name in {*request.workloads, *named}:
        path = f"copilot/{name}/manifest.yml"
        is_there = "/" not in name and request.files.exists(path)
        file = request.files.read(path).value if is_there else None
        if file and builds_windows(file):
            found.add(name)
    return frozenset(found)


def _overridden(done: Compilation, stack: Stack, pipeline: str, manifest: SourceMap) -> Compilation:
    request = done.request
    found = request.overrides.find(pipeline)
    done = done.with_findings(found.findings)
    if found.value is None:
        return replace(done, stack=None) if has_errors(found.findings) else done
    from pilothouse.passes.override import Overridable, override  # most pipelines have none

    application = request.context.application.name
    overridden = override(Overridable(stack, application, manifest), found.value, request.code, parse)
    done = replace(done, sources={**done.sources, **overridden.sources})
    return replace(done.with_findings(overridden.findings), stack=overridden.stack)
