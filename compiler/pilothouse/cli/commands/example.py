"""`pilothouse example`: a workspace to try the other commands on."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pilothouse.cli.errors import CommandError
from pilothouse.cli.output import tell_written, write_result
from pilothouse.cli.terminal import tell
from pilothouse.scaffold.example import example_files
from pilothouse.workspace.find import find_workspace
from pilothouse.workspace.read import shown_path


@click.command
def command() -> None:
    """Write an example workspace, to try Pilothouse without AWS.

    Writes an application with two services, two environments and one pipeline into the folder copilot/ of the
    current folder. Its account numbers are invented. Changes no workspace that exists.

    \b
    Examples:
      pilothouse example
    """
    here = Path.cwd()
    hint = "run it in an empty folder"
    if workspace := find_workspace(here):
        raise CommandError(f"this folder is in the workspace {workspace.root.as_posix()}", hint)
    if os.path.lexists("copilot"):
        raise CommandError("the folder copilot exists", hint)
    for path, text in example_files().items():
        write_result(text, here / path)
        tell_written(shown_path(here / path))
    tell("next: pilothouse lint")
