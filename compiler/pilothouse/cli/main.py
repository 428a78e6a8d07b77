"""The command `pilothouse`: a table of commands, each loaded only when it is asked for."""

from __future__ import annotations

import atexit
import gc
from importlib import import_module
from typing import Any

import click

from pilothouse import __version__
from pilothouse.cli.errors import run

COMMANDS: dict[str, str] = {
    "approve": "Approve the manual approval that waits.",
    "compile": "Compile manifests to CloudFormation templates.",
    "context": "Keep the context file current.",
    "delete": "Delete a deployed pipeline.",
    "deploy": "Deploy a pipeline.",
    "diff": "Compare a pipeline's stack with another.",
    "drift": "Tell what is stale, and what was changed by hand.",
    "explain": "Explain a code.",
    "graph": "Draw a pipeline's stages and actions.",
    "init": "Write the manifest and the buildspec of a new pipeline.",
    "lint": "Check manifests without writing a template.",
    "logs": "Print what an action's build has logged.",
    "ls": "List the pipelines of an application.",
    "lsp": "Serve an editor.",
    "override": "Write the files of an override.",
    "reject": "Reject the manual approval that waits.",
    "retry": "Run the failed actions of a stage again.",
    "schema": "Print a JSON Schema.",
    "show": "Show what a deployed pipeline is made of.",
    "start": "Begin an execution of a pipeline.",
    "status": "Show how a deployed pipeline stands, and why it failed.",
    "stop": "End an execution of a pipeline.",
}
"""Each command is `command` in the module of its name in `pilothouse.cli.commands`, with `_` for `-`."""


class CommandTable(click.Group):
    """Looks commands up in the table, and imports what one needs when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"pilothouse.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the table's words, so that help loads none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=CommandTable, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pilothouse", message="%(prog)s %(version)s")
def pilothouse() -> None:
    """Compile AWS Copilot pipeline manifests to CloudFormation: offline, checked, and the same everywhere."""


def main(arguments: list[str] | None = None, **settings: Any) -> None:
    """Run the command line.

    A process as short as most are spends a tenth of its time on looking for garbage, and another tenth on
    looking at what is left when it ends: there is hardly any, and the system takes all memory back at once.
    """
    gc.disable()
    atexit.register(gc.freeze)
    run(lambda: pilothouse.main(arguments, prog_name="pilothouse", standalone_mode=False, **settings))
