"""The extra checks of lint: the buildspecs of a manifest, and a pipeline's permissions."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.findings import has_errors
from pilothouse.diagnostics.locate import Source
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver.compilation import Compilation
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.script import Script
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.parse import parse
from pilothouse.rules.buildspecs import buildspecs, plain_path
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile


def lint_buildspecs(compilation: Compilation) -> Compilation:
    """Check each buildspec that the manifest uses and the workspace contains; look for secrets."""
    manifest, files = compilation.manifest, compilation.request.files
    if manifest is None:
        return compilation
    paths = {
        (plain_path(buildspec.path), buildspec.image or DEFAULT_IMAGE) for buildspec in buildspecs(manifest)
    }
    looks = [
        _look(path, files.read(path), image) for path, image in sorted(paths) if files and files.exists(path)
    ]
    scripts = tuple((look.path, look.script) for look in looks if look.script)
    sources = {source.file.path: source for look in looks for source in look.sources}
    compilation = replace(compilation, sources={**compilation.sources, **sources}, scripts=scripts)
    from pilothouse.passes.check_security import check_secrets

    findings = [finding for look in looks for finding in look.findings]
    return compilation.with_findings((*findings, *check_secrets(manifest, [script for _, script in scripts])))


class _Look(NamedTuple):
    """The findings in a buildspec; its script, if it could be read, and the file to show."""

    path: str
    findings: tuple[Diagnostic, ...]
    sources: tuple[Source, ...] = ()
    script: Script | None = None


def _look(path: str, read: Outcome[SourceFile], image: str) -> _Look:
    file = read.value
    if file is None:
        return _Look(path, read.findings)
    parsed = parse(file)
    if parsed.value is None:
        return _Look(path, parsed.findings, (Source(file),))
    sources = (Source(file, parsed.value.spans),)
    shape = tuple(_as_codebuild_sees(one) for one in check_schema(parsed.value, schema_text("buildspec")))
    if has_errors(shape):
        return _Look(path, shape, sources)
    from pilothouse.passes.check_buildspec import check_buildspec

    script = Script(parsed.value, image)
    return _Look(path, (*shape, *check_buildspec(script)), sources, script)


def _as_codebuild_sees(finding: Diagnostic) -> Diagnostic:
    """Report unknown keys as warnings, because CodeBuild ignores them."""
    is_ignored = finding.code in (codes.UNKNOWN_KEY, codes.MISPLACED_KEY)
    return finding.at_severity(Severity.WARNING) if is_ignored else finding


def audit(compilation: Compilation) -> Compilation:
    """Report the unneeded permissions of a pipeline with a template; requires `lint_buildspecs`."""
    from pilothouse.passes.check_security import check_security
    from pilothouse.rules.security.review import Review

    graph, stack = compilation.graph, compilation.stack
    if graph is None or stack is None:
        return compilation
    review = Review(graph, stack, compilation.request.file.path, compilation.scripts)
    return compilation.with_findings(check_security(review))
