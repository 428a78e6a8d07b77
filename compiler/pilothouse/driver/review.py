"""What lint asks beside: the buildspecs that a manifest points to, and what a pipeline may do."""

from __future__ import annotations

from dataclasses import replace

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.collector import has_errors
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver.compilation import Compilation
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.script import Script
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.parse import parse
from pilothouse.rules.buildspecs import buildspecs
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile


def lint_buildspecs(compilation: Compilation) -> Compilation:
    """Check each buildspec that the manifest points to and the workspace holds; look for secrets."""
    manifest, files = compilation.manifest, compilation.request.files
    if manifest is None:
        return compilation
    wanted = {(buildspec.path, buildspec.image or DEFAULT_IMAGE) for buildspec in buildspecs(manifest)}
    for path, image in sorted(wanted):
        if files and files.exists(path):
            compilation = _lint_buildspec(compilation, path, files.read(path), image)
    from pilothouse.passes.check_security import check_secrets

    return compilation.with_findings(check_secrets(manifest, [script for _, script in compilation.scripts]))


def _lint_buildspec(
    compilation: Compilation, path: str, read: Outcome[SourceFile], image: str
) -> Compilation:
    file = read.value
    if file is None:
        return compilation.with_findings(read.findings)
    parsed = parse(file)
    source = Source(file, parsed.value.spans if parsed.value else None)
    compilation = replace(compilation, sources={**compilation.sources, file.path: source})
    if parsed.value is None:
        return compilation.with_findings(parsed.findings)
    shape = [_as_codebuild_sees(found) for found in check_schema(parsed.value, schema_text("buildspec"))]
    if has_errors(shape):
        return compilation.with_findings(shape)
    from pilothouse.passes.check_buildspec import check_buildspec

    script = Script(parsed.value, image)
    compilation = replace(compilation, scripts=(*compilation.scripts, (path, script)))
    return compilation.with_findings((*shape, *check_buildspec(script)))


def _as_codebuild_sees(finding: Diagnostic) -> Diagnostic:
    """Unknown keys are mistakes that CodeBuild passes over."""
    is_ignored = finding.code in (codes.UNKNOWN_KEY, codes.MISPLACED_KEY)
    return finding.at_severity(Severity.WARNING) if is_ignored else finding


def audit(compilation: Compilation) -> Compilation:
    """Say what a pipeline with a template may do beyond what it needs; ask after `lint_buildspecs`."""
    from pilothouse.passes.check_security import check_security
    from pilothouse.rules.security.review import Review

    graph, stack = compilation.graph, compilation.stack
    if graph is None or stack is None:
        return compilation
    review = Review(graph, stack, compilation.request.file.path, compilation.scripts)
    return compilation.with_findings(check_security(review))
