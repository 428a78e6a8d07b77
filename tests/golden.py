"""The golden files: the output and the findings of each fixture.

`make golden` writes them all; they are read in review. `make golden-check` says which are stale, as tests do,
part by part.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from pilothouse.cli.preferences import Preferences
from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.codes import ALL_CODES, SECURITY_CODES
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.filter import Filter
from pilothouse.diff.shapes import UNORDERED_LISTS
from pilothouse.diff.update_behavior import TABLE
from pilothouse.driver import (
    Checker,
    Compilation,
    audit,
    compile_manifest,
    lint_buildspecs,
    load_checker,
    load_settings,
    validate,
)
from pilothouse.ir.override import RUN_NO_CODE, CodePolicy, Toolkit
from pilothouse.render.diagnostics_text import diagnostics_text
from pilothouse.rules.buildspec.retiring_runtime import TABLE as RUNTIMES
from pilothouse.view import PlacedFilter, View
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.read import read_source
from pilothouse.workspace.settings import OWN_FILE, settings_table
from pilothouse.workspace.write import write_atomically
from pilothouse.yaml_text.template import template_yaml
from tests.command_pages import command_pages
from tests.conformance.page import with_list
from tests.golden_diff import diff_files
from tests.golden_watching import watching_files
from tests.lambda_runtimes import lambda_runtimes_table
from tests.mistakes import SAID, mistakes_page
from tests.pages.code_example import with_example
from tests.pages.code_index import code_index
from tests.pages.command_index import command_index
from tests.pages.manifest_reference import manifest_reference
from tests.pages.shown_output import shown_output
from tests.permissions import permissions_page
from tests.pictures import pictures
from tests.pins import pin_files
from tests.update_behavior import unordered_lists_table, update_behavior_table

RUN_PYTHON = CodePolicy(frozenset({Toolkit.PYTHON}))
ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
CODE_PAGES = ROOT / "docs" / "codes"
CONFORMANCE_PAGE = ROOT / "docs" / "conformance.md"


@dataclass(frozen=True)
class Part:
    """Golden files that are made together."""

    name: str
    files: Callable[[], Iterator[tuple[Path, str]]]
    """Yields each file with the text that it must have."""
    owns: str = ""
    """Pattern of the fixtures next to which there are no other golden files, below `fixtures/`."""


def parts() -> list[Part]:
    """Return all parts; each can be made without the others."""
    return [
        Part("tables", _tables),
        Part("differences", diff_files),
        Part("watching", watching_files),
        Part("templates", _compiled, "ok/*"),
        Part("pictures", pictures),
        Part("command pages", command_pages),
        Part("command index", command_index),
        Part("code index", code_index),
        Part("shown output", shown_output),
        Part("permissions", permissions_page),
        Part("errors", _errors, "errors/*"),
        Part("pins", pin_files),
        Part("mistakes", _mistakes, "mistakes/*"),
        Part("conformance", _conformance),
    ]


def golden_files() -> Iterator[tuple[Path, str]]:
    """Yield each golden file with the text that it must have."""
    return chain.from_iterable(part.files() for part in parts())


def _tables() -> Iterator[tuple[Path, str]]:
    yield TABLE, update_behavior_table()
    yield UNORDERED_LISTS, unordered_lists_table()
    yield RUNTIMES, lambda_runtimes_table()


def _compiled() -> Iterator[tuple[Path, str]]:
    for fixture in fixtures("ok"):
        compilations, report = compile_fixture(fixture, _checker())
        yield from _templates(fixture, compilations)
        if said := _said(report):
            yield _beside(fixture, ".out"), said


def _errors() -> Iterator[tuple[Path, str]]:
    findings: list[Diagnostic] = []
    for fixture in fixtures("errors"):
        compilations, report = compile_fixture(fixture, _checker())
        findings += chain.from_iterable(map(_about_the_manifest, compilations))
        said = _said(report)
        yield _beside(fixture, ".out"), said
        page = CODE_PAGES / f"{fixture.stem}.md"
        if page.is_file():
            yield page, with_example(page.read_text(encoding="utf-8"), fixture, said)
    yield from manifest_reference(findings)


def _mistakes() -> Iterator[tuple[Path, str]]:
    yield SAID, mistakes_page(_checker())


def _conformance() -> Iterator[tuple[Path, str]]:
    yield CONFORMANCE_PAGE, with_list(CONFORMANCE_PAGE.read_text(encoding="utf-8"))


@cache
def _checker() -> Checker:
    return load_checker()


def fixtures(kind: str) -> list[Path]:
    """Return the fixtures of a kind: manifests, and folders that are whole workspaces."""
    folder = FIXTURES / kind
    found = [path for path in folder.iterdir() if path.is_dir() or _is_manifest(path)]
    return sorted(found)


def compile_fixture(fixture: Path, checker: Checker) -> tuple[list[Compilation], Report]:
    """Compile a fixture as the command line does, from the repository's root.

    One for a security note asks for that note alone, as `--select` does.
    """
    wanted = frozenset(code for code in SECURITY_CODES if fixture.stem.startswith(code.id))
    view = View(lambda _: PlacedFilter(Filter(select=wanted)), unchecked=SECURITY_CODES - wanted)
    report = Report(view=view)
    settings = fixture / OWN_FILE
    if settings.is_file():
        outcome, sources = load_settings(read_source(settings), settings_table(settings))
        report.add(outcome.findings, sources)
        if outcome.value:
            preferences = Preferences(settings)
            preferences.at(settings)
            preferences.add_unmatched(report)
    arguments = [str(path.relative_to(ROOT)) for path in _manifests(fixture)]
    trusting = fixture.is_dir() and not Workspace(fixture).context.is_file()
    code = _code_policy(fixture)
    requests = select(arguments, _context(fixture), report, trusting=trusting, code=lambda _: code)
    compilations = [lint_buildspecs(validate(compile_manifest(request), checker)) for request in requests]
    compilations = [audit(compilation) if wanted else compilation for compilation in compilations]
    for compilation in compilations:
        report.add_compilation(compilation)
    return compilations, report


def _code_policy(fixture: Path) -> CodePolicy:
    """Let Python overrides run, but for the fixture about those that may not."""
    return RUN_NO_CODE if fixture.name.startswith(codes.OVERRIDE_NOT_RUN.id) else RUN_PYTHON


def _is_manifest(path: Path) -> bool:
    return path.suffix == ".yml" and not path.name.endswith((".context.yml", ".template.yml"))


def _manifests(fixture: Path) -> tuple[Path, ...]:
    return Workspace(fixture).manifests() if fixture.is_dir() else (fixture,)


def _context(fixture: Path) -> Path | None:
    if fixture.is_dir():
        return None
    own = fixture.with_suffix(".context.yml")
    return (own if own.is_file() else FIXTURES / "context.yml").relative_to(ROOT)


def _about_the_manifest(compilation: Compilation) -> Iterator[Diagnostic]:
    """Yield the findings in the manifest itself, not those in a buildspec or an override."""
    path = compilation.request.file.path
    return (finding for finding in compilation.diagnostics if finding.place.path == path)


def _beside(fixture: Path, suffix: str) -> Path:
    return fixture.with_name(f"{fixture.stem}{suffix}")


def _templates(fixture: Path, compilations: list[Compilation]) -> Iterator[tuple[Path, str]]:
    for compilation in compilations:
        if compilation.stack is None:
            raise SystemExit(f"{fixture} does not compile: {compilation.diagnostics}")
        name = f".{compilation.stack.name}.template.yml" if fixture.is_dir() else ".template.yml"
        yield _beside(fixture, name), template_yaml(compilation.stack.template)


def _said(report: Report) -> str:
    return diagnostics_text(report.findings, report.sources)


def stale_files(part: Part) -> list[Path]:
    """Return a part's files whose text isn't what it must be, and those that no fixture asks for."""
    expected = dict(part.files())
    stale = [path for path, text in expected.items() if not _is(path, text)]
    return sorted([*stale, *left_over(expected, part.owns)])


def left_over(expected: Mapping[Path, str], pattern: str = "*/*") -> list[Path]:
    """Return unexpected golden files next to fixtures."""
    endings = (".out", ".template.yml") if pattern else ()
    written = {path for ending in endings for path in FIXTURES.glob(f"{pattern}{ending}")}
    return sorted(written - expected.keys())


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text("utf-8") == text


def main() -> int:
    """Write the golden files, or with --check say which are stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is stale")
    if parser.parse_args().check:
        stale = [path for part in parts() for path in stale_files(part)]
        for path in stale:
            print(f"stale: {path.relative_to(ROOT)}")
        return 1 if stale else 0
    written = dict(golden_files())
    for path, text in written.items():
        if not _is(path, text):
            print(f"write {path.relative_to(ROOT)}")
            write_atomically(path, text)
    for path in left_over(written):
        print(f"remove {path.relative_to(ROOT)}")
        path.unlink()
    missing = [code for code in ALL_CODES if not list((FIXTURES / "errors").glob(f"{code.id}-*"))]
    for code in missing:
        print(f"no fixture for {code.id} {code.slug}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
