"""Settings, and the options that override them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from pilothouse.cli import exits
from pilothouse.cli.complete import complete_codes
from pilothouse.cli.report import Report
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import find_codes, near_names
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.filter import Filter, is_unavoidable
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.driver import load_settings, load_trusted_folders, tolerated_by
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import RUN_ALL_CODE, CodePolicy
from pilothouse.source.file import SourceFile
from pilothouse.view import PlacedFilter, View
from pilothouse.workspace.boundary import lies_in_checkout
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.read import UnreadableFileError, is_there, read_source, shown_path
from pilothouse.workspace.settings import Settings, SettingsSearch, settings_table, user_settings

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scope:
    """The settings for some files, options included, and the file that they come from."""

    settings: Settings
    root: Path
    file: Path | None = None
    sources: Sources = field(default_factory=dict)
    is_trusted: bool = False


class Preferences:
    """The settings for each file: the nearest upwards, and the options on top.

    `code_allowed` is the user's decision about overrides that are programs; None if there is none. Exits with
    the findings if settings are not valid.
    """

    def __init__(
        self,
        given: Path | None = None,
        select: frozenset[Code] = frozenset(),
        ignore: frozenset[Code] = frozenset(),
        code_allowed: bool | None = None,
    ) -> None:
        self._given = given
        self._select = select
        self._ignore = ignore
        self._code_allowed = code_allowed
        self._search = SettingsSearch()
        self._scopes: dict[Path | None, Scope] = {}

    def at(self, path: Path | str) -> Scope:
        """Return the settings for a file."""
        file = self._given or self._search.nearest(real_path(Path(path)).parent)
        if file not in self._scopes:
            self._scopes[file] = self._read(file)
        return self._scopes[file]

    def _read(self, file: Path | None) -> Scope:
        if file is None:
            return Scope(self._chosen(Settings()), Path.cwd())
        settings, sources = _read(file, partial(load_settings, table=settings_table(file)))
        asks = settings.allow_code and self._code_allowed is None
        is_trusted = asks and any(map(real_path(file.parent).is_relative_to, self._trusted))
        return Scope(self._chosen(settings), file.parent, file, sources, is_trusted)

    def _chosen(self, settings: Settings) -> Settings:
        """`select` replaces the settings' own, and codes that it names aren't ignored by them."""
        own = settings.filter
        chosen = Filter(self._select or own.select, (own.ignore - self._select) | self._ignore, own.files)
        return replace(settings, filter=chosen)

    @cached_property
    def _trusted(self) -> tuple[Path, ...]:
        """Folders whose own settings may allow programs."""
        return _trusted_folders()

    def tolerated(self, path: Path) -> frozenset[Code]:
        """Return the ignored errors that don't stop the compilation of a manifest."""
        return tolerated_by(self.at(path).settings.filter)

    def fail_on(self, path: str) -> Severity:
        """Return the lowest severity of a finding in a file that makes the command fail."""
        return self.at(path).settings.fail_on

    def audits(self, path: str) -> bool:
        """Whether the settings of a file, or the options, select notes on security."""
        return not codes.SECURITY_CODES.isdisjoint(self.at(path).settings.filter.select)

    def code(self, by_default: CodePolicy, path: Path) -> CodePolicy:
        """Return which overrides of a manifest may run code. No repository allows its own."""
        if self._code_allowed:
            return RUN_ALL_CODE
        return replace(by_default, trusted=self._trusted) if self.at(path).is_trusted else by_default

    def add_findings(self, report: Report) -> None:
        """Report the settings that have no effect, of all files so far."""
        for scope in self._scopes.values():
            is_ineffective = scope.settings.allow_code and self._code_allowed is None and not scope.is_trusted
            if scope.file and is_ineffective:
                report.add([_distrusted(scope.file)], scope.sources)

    def add_unmatched(self, report: Report) -> None:
        """Report the settings' patterns that match no file."""
        paths = [real_path(Path(path)) for path in report.files]
        for scope in self._scopes.values():
            inside = [
                path.relative_to(root) for path in paths if path.is_relative_to(root := real_path(scope.root))
            ]
            for one in scope.settings.filter.files:
                from pilothouse.source.gitignore import matches
                from pilothouse.workspace.matching_files import matches_any_file

                is_met = any(matches(one.pattern, path.as_posix()) for path in inside)
                if scope.file and not is_met and not matches_any_file(one.pattern, scope.root):
                    report.add([_unmatched(scope.file, one.pattern)], scope.sources)

    def view(self, unchecked: Iterable[Code] = ()) -> View:
        """Return the view for a report: ignored findings are hidden."""
        return View(self._filter_of, frozenset(unchecked))

    def strict_view(self) -> View:
        """Return the view for making a template: errors that stop it are shown, ignored or not."""
        return View(self._filter_of)

    def _filter_of(self, path: str) -> PlacedFilter:
        scope = self.at(path)
        return PlacedFilter(scope.settings.filter, scope.root)


def _unmatched(file: Path, pattern: str) -> Diagnostic:
    place = Place(shown_path(file), Key((*settings_table(file), "per-file-ignores", pattern)))
    message = f'the pattern "{pattern}" matches no file'
    help = "patterns work as in .gitignore, relative to the folder of the settings"
    return Diagnostic(codes.UNMATCHED_PATTERN, message, place, help)


def _distrusted(file: Path) -> Diagnostic:
    place = Place(shown_path(file), Value((*settings_table(file), "allow-code")))
    message = "allow-code has no effect: a repository cannot allow its own programs"
    return Diagnostic(codes.DISTRUSTED_SETTING, message, place, _how_to_allow())


def preference_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add `--select`, `--ignore`, `--allow-code` and `--settings` to a command: its `preferences`."""

    @wraps(command)
    def with_preferences(*arguments: P.args, **options: P.kwargs) -> R:
        taken: dict[str, Any] = {
            name: options.pop(name) for name in ("settings", "select", "ignore", "allow_code")
        }
        options["preferences"] = preferences = Preferences(*taken.values())
        preferences.at(Path.cwd() / "settings")  # wrong ones are reported first
        return command(*arguments, **options)

    for option in reversed(_OPTIONS):
        with_preferences = option(with_preferences)
    return with_preferences


def _trusted_folders() -> tuple[Path, ...]:
    """Read the user's own file. It counts only if no repository can have supplied it."""
    path = user_settings()
    if path is None or not is_there(path) or lies_in_checkout(path):
        return ()
    folders, _ = _read(path, load_trusted_folders)
    return folders


def _how_to_allow() -> str:
    path = user_settings()
    where = f", or list its folder under trusted-folders in {_from_home(path)}" if path else ""
    return f"if you trust it, pass --allow-code, set PILOTHOUSE_ALLOW_CODE=1{where}"


def _from_home(path: Path) -> Path:
    """Return a path as users write it."""
    with suppress(RuntimeError, ValueError):
        return Path("~", path.relative_to(Path.home()))
    return path


def _read(path: Path, load: Callable[[SourceFile], tuple[Outcome[T], Sources]]) -> tuple[T, Sources]:
    report = Report()
    try:
        outcome, sources = load(read_source(path))
    except UnreadableFileError as error:
        report.unreadable(error.diagnostic)
    else:
        report.add(outcome.findings, sources)
        if outcome.value is not None:
            return outcome.value, sources
    report.show()
    raise click.exceptions.Exit(exits.USAGE)


def _codes(_context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> frozenset[Code]:
    names = (name.strip() for value in values for name in value.split(","))
    return frozenset(code for name in names if name for code in _named(name, parameter))


def _named(name: str, parameter: click.Parameter) -> frozenset[Code]:
    found = find_codes(name)
    if not found:
        help = did_you_mean(name, near_names(name), "`pilothouse explain` lists them")
        raise click.BadParameter(f'"{name}" is not a code; {help}', param=parameter)
    if parameter.name == "ignore" and any(map(is_unavoidable, found)):
        raise click.BadParameter(f"{name} cannot be ignored: the file was not read", param=parameter)
    return found


allow_code_option = click.option(
    "--allow-code/--no-allow-code",
    default=None,
    envvar="PILOTHOUSE_ALLOW_CODE",
    show_envvar=True,
    help="Allow overrides that execute code (CDK, Python). Default: only where trusted settings do.",
)
_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        metavar="CODE|NAME,...",
        callback=_codes,
        shell_complete=complete_codes,
        help="Report only these codes; a prefix selects several, such as PH7.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="CODE|NAME,...",
        callback=_codes,
        shell_complete=complete_codes,
        help="Do not report these codes.",
    ),
    allow_code_option,
    click.option(
        "--settings",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Settings file. Default: the nearest .pilothouse.toml, or pyproject.toml with "
        "[tool.pilothouse], upwards from a manifest.",
    ),
)
