"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

from pilothouse.cli.complete import complete_manifests

manifests_argument = click.argument(
    "manifests", nargs=-1, metavar="[MANIFEST|FOLDER|NAME|-]...", shell_complete=complete_manifests
)
context_option = click.option(
    "--context",
    "context",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Context file. Default: copilot/context.yml of the workspace.",
)
lenient_option = click.option(
    "--lenient",
    is_flag=True,
    help="Report unknown and misplaced keys, which AWS Copilot ignores, as warnings instead of errors.",
)
stdin_option = click.option(
    "--stdin-filename",
    "stdin_name",
    default="",
    metavar="FILE",
    help="Path that `-` stands for, in messages and to find the workspace.",
)
