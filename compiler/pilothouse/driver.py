"""The order of the passes, in straight code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.collector import has_errors, in_order
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.context import Context
from pilothouse.ir.document import Document
from pilothouse.ir.graph import Graph
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.manifest import Manifest
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import RUN_NO_CODE, CodePolicy, NoOverrides, Overrides
from pilothouse.ir.reader import Reader
from pilothouse.ir.script import Script
from pilothouse.ir.stack import Stack
from pilothouse.passes.assume_context import assume_context
from pilothouse.passes.bind import bind
from pilothouse.passes.bind_context import bind_context
from pilothouse.passes.check_context import check_context
from pilothouse.passes.check_graph import check_graph
from pilothouse.passes.check_limits import check_limits
from pilothouse.passes.check_rules import check_rules
from pilothouse.passes.check_schema import check_schema
from pilothouse.passes.emit import emit
from pilothouse.passes.lower import lower
from pilothouse.passes.parse import parse
from pilothouse.passes.suppress import is_ignored
from pilothouse.rules.base import Files, Subject
from pilothouse.rules.buildspecs import buildspecs
from pilothouse.schema_files import schema_text
from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap
from pilothouse.source.route import Route
from pilothouse.workspace.settings import Settings

if TYPE_CHECKING:
    from pilothouse.passes.check_template import Verdicts, Watch

IGNORED_BY_COPILOT: frozenset[Code] = frozenset({codes.UNKNOWN_KEY, codes.MISPLACED_KEY, codes.NO_STAGES})
"""What Copilot passes over without a word: tolerated, these become warnings."""

HARMLESS_TO_BIND: frozenset[Code] = IGNORED_BY_COPILOT | {codes.CONFLICTING_KEYS}
"""Errors of shape that leave a manifest whose meaning can still be checked, so that one run finds all."""


class Checker(Protocol):
    """What checks templates."""

    def check_all(self, stacks: Sequence[tuple[Stack, str]]) -> list[tuple[Diagnostic, ...]]:
        """Return the findings about each stack and its region, at the places that caused them."""
        ...


@dataclass(frozen=True, slots=True)
class Request:
    """What to compile: a manifest's text, where it stands, and the world around it.

    `directory` is the manifest's folder from the workspace's root, with `/`. `workloads` are the local ones,
    which a stage deploys unless it names its deployments. Errors of the `tolerated` codes become warnings.
    `files` is the workspace, None outside of one. `code` says which overrides may run a program.
    """

    file: SourceFile
    directory: str
    context: Context
    workloads: tuple[str, ...]
    tolerated: frozenset[Code] = frozenset()
    files: Files | None = None
    overrides: Overrides = field(default_factory=NoOverrides)
    code: CodePolicy = RUN_NO_CODE


@dataclass(frozen=True, slots=True)
class Compilation:
    """How far a compilation came: what an error stopped is None."""

    request: Request
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: Sources = field(default_factory=dict)
    document: Document | None = None
    manifest: Manifest | None = None
    graph: Graph | None = None
    stack: Stack | None = None
    scripts: tuple[tuple[str, Script], ...] = ()
    """Buildspecs that could be read, by their paths in the manifest."""

    @property
    def has_errors(self) -> bool:
        """Whether there is any error among the findings."""
        return has_errors(self.diagnostics)

    def with_findings(self, findings: Iterable[Diagnostic]) -> Compilation:
        """Return the same with more findings, those to tolerate as warnings, all in order."""
        new = (f.at_severity(Severity.WARNING) if self._tolerates(f) else f for f in findings)
        return replace(self, diagnostics=in_order((*self.diagnostics, *new), self.sources))

    def _tolerates(self, finding: Diagnostic) -> bool:
        """Whether an error doesn't stop the compilation: by request, or by a comment in the file."""
        if finding.code not in IGNORED_BY_COPILOT:
            return False
        return finding.code in self.request.tolerated or is_ignored(finding, self.sources)


def compile_manifest(request: Request) -> Compilation:
    """Run every pass from text to stack. A pass whose findings hold an error is the last one."""
    parsed = parse(request.file)
    spans = parsed.value.spans if parsed.value else None
    done = Compilation(request, sources={request.file.path: Source(request.file, spans)})
    document = parsed.value
    done = replace(done.with_findings(parsed.findings), document=document)
    if document is None:
        return done
    done = done.with_findings(check_schema(document, schema_text("manifest")))
    if has_errors(finding for finding in done.diagnostics if finding.code not in HARMLESS_TO_BIND):
        return done
    manifest = bind(document, request.directory)
    done = replace(done, manifest=manifest)
    done = done.with_findings(
        check_rules(Subject(manifest, request.context, request.workloads, request.files))
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
    if done.stack is None:
        return done
    return done.with_findings(check_limits(done.stack, request.context.application.region))


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


def validate(compilation: Compilation, checker: Checker) -> Compilation:
    """Ask cfn-lint about the stack, if there is one and nothing is wrong with it yet."""
    return validate_all([compilation], checker)[0]


def validate_all(compilations: Sequence[Compilation], checker: Checker) -> list[Compilation]:
    """Ask cfn-lint about many stacks at once, which it takes less time for than for one after the other."""
    stacks = {
        index: (one.stack, one.request.context.application.region)
        for index, one in enumerate(compilations)
        if one.stack and not one.has_errors
    }
    found = dict(zip(stacks, checker.check_all(list(stacks.values())), strict=True))
    return [one.with_findings(found.get(index, ())) for index, one in enumerate(compilations)]


def lint_buildspecs(compilation: Compilation) -> Compilation:
    """Check each buildspec that the manifest points to and the workspace holds."""
    manifest, files = compilation.manifest, compilation.request.files
    if manifest is None or files is None:
        return compilation
    wanted = {(buildspec.path, buildspec.image or DEFAULT_IMAGE) for buildspec in buildspecs(manifest)}
    for path, image in sorted(wanted):
        if files.exists(path):
            compilation = _lint_buildspec(compilation, path, files.read(path), image)
    return compilation


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


def audit(compilation: Compilation) -> Compilation:
    """Say what a pipeline with a template may do beyond what it needs; ask after `lint_buildspecs`."""
    from pilothouse.passes.check_security import check_security
    from pilothouse.rules.security.review import Review

    graph, stack = compilation.graph, compilation.stack
    if graph is None or stack is None:
        return compilation
    review = Review(graph, stack, compilation.request.file.path, compilation.scripts)
    return compilation.with_findings(check_security(review))


def _as_codebuild_sees(finding: Diagnostic) -> Diagnostic:
    """Unknown keys are mistakes that CodeBuild passes over."""
    is_ignored = finding.code in (codes.UNKNOWN_KEY, codes.MISPLACED_KEY)
    return finding.at_severity(Severity.WARNING) if is_ignored else finding


def load_checker(kept: Verdicts | None = None, watch: Watch | None = None) -> Checker:
    """Return what asks cfn-lint, as nothing else here does. Its verdicts are `kept` where that is wanted."""
    from pilothouse.passes.check_template import TemplateChecker

    return TemplateChecker(kept, watch)


def load_template(file: SourceFile) -> tuple[Outcome[dict[str, Any]], Sources]:
    """Read a template, YAML or JSON: plain data, its functions in their long form."""
    parsed = parse(file)
    if parsed.value is None:
        return Outcome(None, parsed.findings), {file.path: Source(file)}
    data = parsed.value.data
    return Outcome(data if isinstance(data, dict) else {}), {}


def load_context(file: SourceFile) -> tuple[Outcome[Context], Sources]:
    """Read a context file: the context, or what is wrong with it, and the source to show it in."""
    parsed = parse(file)
    if parsed.value is None:
        return Outcome(None, parsed.findings), {file.path: Source(file)}
    sources = {file.path: Source(file, parsed.value.spans)}
    findings = in_order(_unfixed(check_schema(parsed.value, schema_text("context"))), sources)
    if has_errors(findings):
        return Outcome(None, findings), sources
    context = bind_context(parsed.value)
    findings = in_order((*findings, *check_context(context)), sources)
    return Outcome(None if has_errors(findings) else context, findings), sources


def trusting_context(file: SourceFile, application: str, workloads: tuple[str, ...]) -> Context:
    """Make up a context in which all that a manifest names exists."""
    return assume_context(parse(file).value, application, workloads)


def manifest_name(file: SourceFile) -> str:
    """Return the pipeline's name that a manifest gives, or an empty text if it can't be told."""
    parsed = parse(file)
    return Reader(parsed.value).text("name") if parsed.value else ""


def manifest_connection(file: SourceFile) -> str:
    """Return the name of the connection that a manifest uses, or an empty text if it names none."""
    parsed = parse(file)
    return Reader(parsed.value, ("source", "properties")).text("connection_name") if parsed.value else ""


def application_name(file: SourceFile) -> str:
    """Return the application that a workspace's marker names, or an empty text if it can't be told."""
    parsed = parse(file)
    return Reader(parsed.value).text("application") if parsed.value else ""


def builds_windows(file: SourceFile) -> bool:
    """Return whether a workload's manifest asks for a Windows container, in any environment."""
    document = parse(file).value
    if document is None or not isinstance(document.data, dict):
        return False
    sections = [Reader(document), *Reader(document).entries("environments")]
    return any(_is_windows(section) for section in sections)


def _is_windows(section: Reader) -> bool:
    """Read `platform: windows/x86_64`, and `platform: {osfamily: windows_server_2019_core}`."""
    platform = section.child("platform")
    family = platform.data if isinstance(platform.data, str) else platform.text("osfamily")
    return family.lower().startswith("windows")


def load_settings(file: SourceFile, table: Route) -> tuple[Outcome[Settings], Sources]:
    """Read settings from a table of a TOML file: they, or what is wrong with them, and the source."""
    from pilothouse.passes.bind_settings import bind_settings
    from pilothouse.passes.parse_toml import parse_toml

    parsed = parse_toml(file, table)
    if parsed.value is None:
        return Outcome(None, parsed.findings), {file.path: Source(file)}
    sources = {file.path: Source(file, parsed.value.spans)}
    findings = in_order(_unfixed(check_schema(parsed.value, schema_text("settings"))), sources)
    return Outcome(None, findings) if findings else bind_settings(parsed.value), sources


def read_template(text: str) -> dict[str, Any] | None:
    """Return a template's plain data, functions in their long form; None if it can't be read."""
    return load_template(SourceFile("template", text))[0].value


def _unfixed(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings without their fixes: only manifests are mended."""
    return (replace(finding, fix=None) for finding in findings)
