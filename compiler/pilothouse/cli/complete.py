"""Shell completion of arguments: pipelines of the workspace, files, codes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:  # only a shell needs it
    from click.shell_completion import CompletionItem


def complete_pipelines(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of the workspace's pipelines."""
    from pilothouse.cli.local_pipelines import local_pipelines
    from pilothouse.workspace.find import find_workspace

    try:
        names = [one.name for one in local_pipelines(find_workspace(Path.cwd()))]
    except OSError:  # a missing or unreadable folder has nothing to offer
        return []
    return _beginning(incomplete, names)


def complete_manifests(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of pipelines; files if none matches, since a shell can't offer both."""
    from click.shell_completion import CompletionItem

    return complete_pipelines(_context, _parameter, incomplete) or [CompletionItem(incomplete, type="file")]


def complete_codes(
    _context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete codes, each with its summary; or their names. Of several with commas, the last one."""
    from click.shell_completion import CompletionItem

    from pilothouse.diagnostics.codes import ALL_CODES

    before, comma, last = incomplete.rpartition(",")
    lead = before + comma
    if last[:2].upper() in ("", "P", "PH"):
        found = [one for one in ALL_CODES if one.id.startswith(last.upper())]
        if found:
            return [CompletionItem(lead + one.id, help=one.summary) for one in found]
    return [
        CompletionItem(lead + one.slug, help=one.summary) for one in ALL_CODES if one.slug.startswith(last)
    ]


def _beginning(incomplete: str, names: Iterable[str]) -> list[CompletionItem]:
    """Return the names with this prefix; one with a line break or a control would be read as several."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in names if name.startswith(incomplete) and name.isprintable()]
