"""Settings and the options that have the last word over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from pilothouse.cli import exits
from pilothouse.cli.complete import complete_codes
from pilothouse.cli.report import Report
from pilothouse.diagnostics import codes
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import ALL_CODES, find_code
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.filter import Filter, is_unavoidable
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.diagnostics.place import Place, Value
from pilothouse.driver import IGNORED_BY_COPILOT, load_settings, load_trusted_folders
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import RUN_ALL_CODE, CodePolicy
from pilothouse.source.file import SourceFile
from pilothouse.view import View
from pilothouse.workspace.boundary import lies_in_checkout
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.read import UnreadableFileError, is_there, read_source, shown_path
from pilothouse.workspace.settings import Settings, find_settings, settings_table, user_settings

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings that hold for a run, options included, and the folder of their file."""

    settings: Settings
    root: Path
    code_allowed: bool | None = None
    """What whoever started us says of overrides that are programs; None if nothing."""
    trusted: tuple[Path, ...] = ()
    """Folders whose own settings may allow programs."""
    findings: tuple[Diagnostic, ...] = ()
    sources: Sources = field(default_factory=dict)

    @property
    def tolerated(self) -> frozenset[Code]:
        """Ignored errors that needn't stop a compilation."""
        ignored = (code for code in IGNORED_BY_COPILOT if not self.settings.filter.shows(code))
        return frozenset(ignored)

    def code(self, by_default: CodePolicy) -> CodePolicy:
        """Return which overrides may run a program. No repository allows its own, unless it is trusted."""
        if self.code_allowed:
            return RUN_ALL_CODE
        asks = self.code_allowed is None and self.settings.allow_code
        return replace(by_default, trusted=self.trusted) if asks and self._is_trusted else by_default

    def with_distrust(self, file: Path, sources: Sources) -> Preferences:
        """Return the same, with a finding in the settings' file if it allows what it may not."""
        if self.code_allowed is not None or not self.settings.allow_code or self._is_trusted:
            return self
        place = Place(shown_path(file), Value((*settings_table(file), "allow-code")))
        message = "allow-code does not count: a repository cannot allow its own programs"
        finding = Diagnostic(codes.DISTRUSTED_SETTING, message, place, _how_to_allow())
        return replace(self, findings=(finding,), sources=sources)

    @property
    def _is_trusted(self) -> bool:
        return any(map(real_path(self.root).is_relative_to, self.trusted))

    def view(self, unchecked: Iterable[Code] = ()) -> View:
        """Return the view of one who only wants to know: what is ignored isn't shown."""
        return View(self.settings.filter, self.root, frozenset(unchecked))

    def strict_view(self) -> View:
        """Return the view of one who wants a template: what stops it is shown, ignored or not."""
        return View(self.settings.filter, self.root)


def preference_options(command: Callable[P, R]) -> Callable[P, R]:
    """Add `--select`, `--ignore`, `--allow-code` and `--settings` to a command: its `preferences`."""

    @wraps(command)
    def with_preferences(*arguments: P.args, **options: P.kwargs) -> R:
        taken: dict[str, Any] = {
            name: options.pop(name) for name in ("settings", "select", "ignore", "allow_code")
        }
        options["preferences"] = read_preferences(*taken.values())
        return command(*arguments, **options)

    for option in reversed(_OPTIONS):
        with_preferences = option(with_preferences)
    return with_preferences


def read_preferences(
    path: Path | None, select: frozenset[Code], ignore: frozenset[Code], code_allowed: bool | None
) -> Preferences:
    """Read the settings that hold in the current folder, or those at `path`, and apply the options.

    `select` takes the place of the settings' own, and what it names isn't ignored by them; `ignore` adds to
    theirs. Leaves the command with its findings if the settings are wrong.
    """
    file = path or find_settings(Path.cwd())
    settings, sources = (
        _read(file, partial(load_settings, table=settings_table(file))) if file else (Settings(), {})
    )
    own = settings.filter
    chosen = Filter(select or own.select, (own.ignore - select) | ignore, own.files)
    root = file.parent if file else Path.cwd()
    asks = settings.allow_code and code_allowed is None
    trusted = _trusted_folders() if asks else ()
    preferences = Preferences(replace(settings, filter=chosen), root, code_allowed, trusted)
    return preferences.with_distrust(file, sources) if file else preferences


def _trusted_folders() -> tuple[Path, ...]:
    """Read the user's own file. It counts only where no repository can have brought it along."""
    path = user_settings()
    if path is None or not is_there(path) or lies_in_checkout(path):
        return ()
    folders, _ = _read(path, load_trusted_folders)
    return folders


def _how_to_allow() -> str:
    path = user_settings()
    where = f", or list its folder under trusted-folders in {_from_home(path)}" if path else ""
    return f"if you trust it, give --allow-code, set PILOTHOUSE_ALLOW_CODE=1{where}"


def _from_home(path: Path) -> Path:
    """Return a path as people write it."""
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
    return frozenset(_code(name, parameter) for name in names if name)


def _code(name: str, parameter: click.Parameter) -> Code:
    code = find_code(name)
    if code is None:
        known = [word for one in ALL_CODES for word in (one.id, one.slug)]
        help = did_you_mean(name, known, "`pilothouse explain` lists them")
        raise click.BadParameter(f'no code is called "{name}"; {help}', param=parameter)
    if parameter.name == "ignore" and is_unavoidable(code):
        raise click.BadParameter(f"{name} cannot be ignored: the file was not read", param=parameter)
    return code


allow_code_option = click.option(
    "--allow-code/--no-allow-code",
    default=None,
    envvar="PILOTHOUSE_ALLOW_CODE",
    show_envvar=True,
    help="Run overrides that are programs (CDK, Python), or don't. A repository cannot allow its own.",
)
_OPTIONS = (
    click.option(
        "--select",
        multiple=True,
        metavar="CODE|NAME,...",
        callback=_codes,
        shell_complete=complete_codes,
        help="Look for these alone.",
    ),
    click.option(
        "--ignore",
        multiple=True,
        metavar="CODE|NAME,...",
        callback=_codes,
        shell_complete=complete_codes,
        help="Leave these out.",
    ),
    allow_code_option,
    click.option(
        "--settings",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Default: the nearest .pilothouse.toml, or pyproject.toml with [tool.pilothouse], upwards.",
    ),
)
