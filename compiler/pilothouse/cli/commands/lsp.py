"""`pilothouse lsp`: the language server."""

from __future__ import annotations

import gc

import click

from pilothouse.cli import exits
from pilothouse.cli.checking import cache_option, checker
from pilothouse.cli.errors import CommandError


@click.command
@cache_option
def command(*, caches: bool) -> int:
    """Run the language server for editors.

    Speaks the Language Server Protocol over standard input and output. An editor starts it; docs/editors.md
    shows the settings of common editors.

    \b
    Examples:
      pilothouse lsp
    """
    gc.enable()  # unlike other commands, this one runs for hours
    try:
        from pilothouse.lsp.server import serve
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        if library not in ("lsprotocol", "pygls"):
            raise
        raise CommandError(
            f"the language server needs {library}, which is not installed",
            "pip install 'pilothouse[lsp]'",
            exits.ENVIRONMENT,
        ) from error
    return exits.DONE if serve(checker(caches=caches)) else exits.FINDINGS
