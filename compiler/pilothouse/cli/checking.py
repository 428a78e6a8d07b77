"""Checking templates, with what people get to choose and to see of it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from pilothouse.cli.terminal import aside_is_live, show_progress
from pilothouse.driver import Checker, Compilation, load_checker, validate_all
from pilothouse.workspace.boundary import lies_in_checkout
from pilothouse.workspace.cache import CacheFolder, user_cache

FEW = 5
"""So many templates are checked before anybody wants to see progress."""

cache_option = click.option(
    "--cache/--no-cache",
    "caches",
    default=lambda: not os.environ.get("PILOTHOUSE_NO_CACHE"),
    show_default="cache, unless PILOTHOUSE_NO_CACHE is set",
    help="Keep what cfn-lint says, and ask only about templates that are new to it.",
)


def checked(compilations: Sequence[Compilation], *, caches: bool) -> list[Compilation]:
    """Ask cfn-lint about all templates that came to be; findings go to the compilations."""
    return validate_all(compilations, checker(caches=caches))


def checker(*, caches: bool) -> Checker:
    """Return what checks templates, with a memory of what was checked before unless nobody wants it."""
    folder = user_cache() if caches else None
    kept = None
    if folder and not lies_in_checkout(folder):  # or else a stranger could commit verdicts
        kept = CacheFolder(folder / "pilothouse" / "cfn-lint")
    return load_checker(kept, show_checked if aside_is_live() else None)


def show_checked(done: int, of: int) -> None:
    """Say on a line how far a long run has come; the line goes when all is done."""
    if of > FEW:
        show_progress(f"cfn-lint: {done} of {of} templates" if done < of else "")
