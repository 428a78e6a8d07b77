"""Check templates, with options and progress."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from pilothouse.cli import exits
from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import aside_is_live, show_progress
from pilothouse.driver import Checker, Compilation, Request, load_checker, validate, validate_all
from pilothouse.workspace.boundary import lies_in_checkout
from pilothouse.workspace.cache import CacheFolder
from pilothouse.workspace.observe import Observing
from pilothouse.workspace.user_folders import cache_folder

FEW = 5
"""Progress is shown for more templates than this."""
AT_ONCE = 100
"""Pipelines in memory at a time: enough to keep all cores busy."""

cache_option = click.option(
    "--cache/--no-cache",
    "caches",
    default=lambda: not os.environ.get("PILOTHOUSE_NO_CACHE"),
    help="Reuse earlier results, and check again only what changed. "
    "Default: --cache, unless PILOTHOUSE_NO_CACHE is set.",
)


def compiled(
    requests: Sequence[Request],
    compile: Callable[[Request], Compilation],
    *,
    validates: bool,
    caches: bool,
) -> Iterator[Compilation]:
    """Compile pipelines, and run cfn-lint on their templates if `validates`; yield each in order.

    If the caller keeps no results, a thousand pipelines need no more memory than a hundred.
    """
    before, total = 0, len(requests)
    check = (
        checker(caches=caches, watch=lambda done, _: show_checked(before + done, total))
        if validates
        else None
    )
    while before < total:
        some = [compile(request) for request in requests[before : before + AT_ONCE]]
        done = validate_all(some, check) if check else some
        before += len(some)
        yield from done
        del some, done
    if check and aside_is_live():
        show_checked(total, total)


def checked(compilation: Compilation, *, caches: bool) -> Compilation:
    """Run cfn-lint on a template, if there is one; findings are added to the compilation."""
    return validate(compilation, checker(caches=caches))


def checker(*, caches: bool, watch: Callable[[int, int], None] | None = None) -> Checker:
    """Return what checks templates, with a memory of what was checked before unless nobody wants it.

    Raises CommandError if cfn-lint is not installed, as in an installation from `requirements-small.txt`.
    """
    if not find_spec("cfnlint"):
        raise CommandError(
            "cfn-lint is not installed, so templates can't be checked",
            "install it with `pip install cfn-lint`, or give --no-validate",
            exits.ENVIRONMENT,
        )
    folder = cache_folder() if caches else None
    kept = None
    with Observing(None):  # the first run creates the folder
        is_safe = folder is not None and not lies_in_checkout(Path(folder))
    if folder and is_safe:
        kept = CacheFolder(Path(folder, "cfn-lint"))
    return load_checker(kept, watch if aside_is_live() else None)


def show_checked(done: int, of: int) -> None:
    """Show the progress of a long run on one line, which is removed at the end."""
    if of > FEW:
        show_progress(f"cfn-lint: {done} of {of} templates" if done < of else "")
