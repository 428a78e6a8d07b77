"""Check a manifest as it is in the editor, with its surroundings as they are on disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources
from pilothouse.driver import (
    Checker,
    Compilation,
    compile_manifest,
    lint_buildspecs,
    load_settings,
    make_request,
    read_context,
    tolerated_by,
    trust_manifest,
    validate,
)
from pilothouse.ir.context import Context
from pilothouse.ir.outcome import Outcome
from pilothouse.lsp.kept import kept
from pilothouse.source.file import SourceFile
from pilothouse.view import PlacedFilter, View
from pilothouse.workspace.find import Workspace, find_workspace
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.read import UnreadableFileError, is_there, read_source, shown_path
from pilothouse.workspace.settings import Settings, SettingsSearch, settings_table


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a check: the compilation, and all findings to show, in any file."""

    compilation: Compilation
    findings: tuple[Diagnostic, ...]
    sources: Sources
    is_unset: bool = False
    """Whether settings can't be read, so that they have no effect."""


def check(path: Path, text: str, checker: Checker | None = None, latest: Check | None = None) -> Check:
    """Compile a manifest's text, and lint its buildspecs; with a checker, also run cfn-lint.

    Without one, cfn-lint's findings in the `latest` text are kept where they still apply.
    """
    file = SourceFile(shown_path(path), text)
    workspace = find_workspace(path.parent)
    settings = _NearestSettings()
    around = _surroundings(file, workspace)
    tolerated = tolerated_by(settings.filter_of(file.path).filter)
    request = make_request(file, path, around.context, tolerated)
    done = lint_buildspecs(compile_manifest(request))
    if checker:
        done = validate(done, checker)
    elif latest:
        done = done.with_findings(kept(latest.compilation, done))
    unchecked = frozenset({*codes.SECURITY_CODES, *(() if checker else codes.TEMPLATE_CODES)})
    view = View(settings.filter_of, unchecked)
    sources = {**around.sources, **done.sources}
    unfinished = frozenset() if done.stack else frozenset({file.path})
    shown = view.choose([*around.findings, *done.diagnostics], sources, unfinished)
    findings = (*settings.findings, *shown)
    return Check(done, findings, {**settings.sources, **sources}, bool(settings.findings))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The context, and the defects of its file."""

    context: Context
    findings: tuple[Diagnostic, ...]
    sources: Sources


def _surroundings(file: SourceFile, workspace: Workspace | None) -> _Surroundings:
    """Read the workspace's context; without a usable one, assume that everything in the manifest exists."""
    outcome: Outcome[Context] = Outcome(None)
    sources: Sources = {}
    if workspace and is_there(workspace.context):
        outcome, sources = read_context(workspace.context, workspace)
    context = outcome.value or trust_manifest(file, workspace)
    return _Surroundings(context, outcome.findings, sources)


class _NearestSettings:
    """The settings for each file. Unreadable ones have no effect, and are reported."""

    def __init__(self) -> None:
        self._search = SettingsSearch()
        self._filters: dict[Path | None, PlacedFilter] = {None: PlacedFilter()}
        self.findings: tuple[Diagnostic, ...] = ()
        self.sources: Sources = {}

    def filter_of(self, path: str) -> PlacedFilter:
        """Return the filter of a file."""
        file = self._search.nearest(real_path(Path(path)).parent)
        if file not in self._filters:
            settings = self._read(file) if file else None
            self._filters[file] = (
                PlacedFilter(settings.filter, file.parent) if file and settings else PlacedFilter()
            )
        return self._filters[file]

    def _read(self, file: Path) -> Settings | None:
        try:
            outcome, sources = load_settings(read_source(file), settings_table(file))
        except UnreadableFileError as error:
            outcome, sources = Outcome(None, (error.diagnostic,)), {}
        self.findings += outcome.findings
        self.sources = {**self.sources, **sources}
        return outcome.value
