"""Options of the commands that change what a pipeline does."""

from __future__ import annotations

import click

from pilothouse.cli.target import Target
from pilothouse.cli.terminal import write_document, write_text
from pilothouse.render.escape import json_text

VERSION = 1

yes_option = click.option("-y", "--yes", "is_sure", is_flag=True, help="Skip confirmation prompts.")


def report(target: Target, action: str, said: str, *, as_json: bool, **facts: str) -> None:
    """Report the result (docs/output/steering.md)."""
    if as_json:
        pipeline = target.pipeline
        done = {"version": VERSION, "action": action, "name": pipeline.name, "pipeline": pipeline.real_name}
        write_document(json_text({**done, **facts}))
    else:
        write_text(f"{said}\n")


def watching(target: Target, execution: str) -> str:
    """Return the command that follows an execution."""
    return f"pilothouse status {target.pipeline.name} --execution {execution} --watch"
