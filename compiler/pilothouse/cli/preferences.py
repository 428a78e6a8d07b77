"""Settings and the options that have the last word over them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from pilothouse.cli import exits
from pilothouse.cli.report import Report
from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import ALL_CODES, find_code
from pilothouse.diagnostics.filter import Filter, is_unavoidable
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.driver import IGNORED_BY_COPILOT, load_settings
from pilothouse.ir.override import RUN_ALL_CODE, CodePolicy
from pilothouse.view import View
from pilothouse.workspace.read import UnreadableFileError, read_source
from pilothouse.workspace.settings import Settings, find_settings, settings_table

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The settings that hold for a run, options included, and the folder of their file."""

    settings: Settings
    root: Path

    def allowing_code(self) -> Preferences:
        """Return the same with every override allowed to run."""
        return replace(self, settings=replace(self.settings, allow_code=True))

    @property
    def tolerated(self) -> frozenset[Code]:
        """Ignored errors that needn't stop a compilation."""
        ignored = (code for code in IGNORED_BY_COPILOT if not self.settings.filter.shows(code))
        return frozenset(ignored)

    def code(self, by_default: CodePolicy) -> CodePolicy:
        """Return which overrides may run a program: all if that was allowed."""
        return RUN_ALL_CODE if self.settings.allow_code else by_default

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
        preferences = read_preferences(taken["settings"], taken["select"], taken["ignore"])
        options["preferences"] = preferences.allowing_code() if taken["allow_code"] else preferences
        return command(*arguments, **options)

    for option in reversed(_OPTIONS):
        with_preferences = option(with_preferences)
    return with_preferences


def read_preferences(path: Path | None, select: frozenset[Code], ignore: frozenset[Code]) -> Preferences:
    """Read the settings that hold in the current folder, or those at `path`, and apply the options.

    `select` takes the place of the settings' own, and what it names isn't ignored by them; `ignore` adds to
    theirs. Leaves the command with its findings if the settings are wrong.
    """
    file = path or find_settings(Path.cwd())
    settings = _read(file) if file else Settings()
    own = settings.filter
    chosen = Filter(select or own.select, (own.ignore - select) | ignore, own.files)
    return Preferences(replace(settings, filter=chosen), file.parent if file else Path.cwd())


def _read(path: Path) -> Settings:
    report = Report()
    try:
        outcome, sources = load_settings(read_source(path), settings_table(path))
    except UnreadableFileError as error:
        report.unreadable(error.diagnostic)
    else:
        report.add(outcome.findings, sources)
        if outcome.value:
            return outcome.value
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


_OPTIONS = (
    click.option(
        "--select", multiple=True, metavar="CODE|NAME,...", callback=_codes, help="Look for these alone."
    ),
    click.option(
        "--ignore", multiple=True, metavar="CODE|NAME,...", callback=_codes, help="Leave these out."
    ),
    click.option(
        "--allow-code",
        is_flag=True,
        help="Run overrides that are programs. Without it, a CDK app runs only where a template is made.",
    ),
    click.option(
        "--settings",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Default: the nearest .pilothouse.toml, or pyproject.toml with [tool.pilothouse], upwards.",
    ),
)
