"""The command `pilothouse`: a table of commands, each loaded only when it is asked for."""

from __future__ import annotations

import atexit
import gc
from importlib import import_module
from typing import Any

import click

from pilothouse import __version__
from pilothouse.cli.errors import run
from pilothouse.cli.terminal import open_streams
from pilothouse.diagnostics.nearest import did_you_mean

SECTIONS: dict[str, dict[str, str]] = {
    "Manifests": {
        "init": "Write the manifest and the buildspec of a new pipeline.",
        "lint": "Check manifests without writing a template.",
        "compile": "Compile manifests to CloudFormation templates.",
        "diff": "Compare a pipeline's stack with another.",
        "graph": "Draw a pipeline's stages and actions.",
        "override": "Write the files of an override.",
        "explain": "Explain a code.",
        "schema": "Print a JSON Schema.",
    },
    "Deployed pipelines": {
        "deploy": "Deploy a pipeline.",
        "delete": "Delete a deployed pipeline.",
        "ls": "List the pipelines of an application.",
        "show": "Show what a deployed pipeline is made of.",
        "status": "Show how a deployed pipeline stands, and why it failed.",
        "logs": "Print what an action's build has logged.",
        "start": "Begin an execution of a pipeline.",
        "stop": "End an execution of a pipeline.",
        "approve": "Approve the manual approval that waits.",
        "reject": "Reject the manual approval that waits.",
        "retry": "Run the failed actions of a stage again.",
        "drift": "Tell what is stale, and what was changed by hand.",
    },
    "Account": {
        "context": "Keep the context file current.",
    },
    "Editor": {
        "lsp": "Serve an editor.",
    },
}
"""Each command is `command` in the module of its name in `pilothouse.cli.commands`, with `_` for `-`."""

COMMANDS = {name: words for section in SECTIONS.values() for name, words in section.items()}
EPILOG = (
    "Coming from AWS Copilot: `pilothouse pipeline deploy --name NAME --yes` and the like work as they are. "
    "Colours follow NO_COLOR and FORCE_COLOR."
)

GARBAGE_AFTER = 50_000
"""Objects that are made, and still there, before garbage is looked for."""


class CommandTable(click.Group):
    """Looks commands up in the table, and imports what one needs when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command, or one of Copilot's."""
        if cmd_name in COMMANDS:
            from pilothouse.cli.copilot import familiar

            module = import_module(f"pilothouse.cli.commands.{cmd_name.replace('-', '_')}")
            return familiar(cmd_name, module.command)
        if ctx.command is not pilothouse:
            return None
        if cmd_name == "pipeline":
            return CommandTable(
                cmd_name, help="Copilot's group: `pilothouse pipeline X` is `pilothouse X`.", hidden=True
            )
        from pilothouse.cli.copilot import NOT_OURS, not_ours

        return not_ours(cmd_name) if cmd_name in NOT_OURS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of the arguments. Raises click.UsageError that offers the nearest name."""
        name = args[0]
        if not name.startswith("-") and not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            ctx.fail(f'No such command "{name}"; {did_you_mean(name, COMMANDS, "see pilothouse --help")}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the table's words, so that help loads none of them."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))


@click.command(cls=CommandTable, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="pilothouse", message="%(prog)s %(version)s")
def pilothouse() -> None:
    """Compile AWS Copilot pipeline manifests to CloudFormation: offline, checked, and the same everywhere."""


def main(arguments: list[str] | None = None, **settings: Any) -> None:
    """Run the command line.

    A process as short as most are spends a tenth of its time on looking for garbage, and another tenth on
    looking at what is left when it ends: there is hardly any, and the system takes all memory back at once.
    So garbage is looked for seldom. But it is: cfn-lint leaves more than a megabyte of it for each template.
    """
    open_streams()
    gc.set_threshold(GARBAGE_AFTER, 10, 10)
    atexit.register(gc.freeze)
    run(lambda: pilothouse.main(arguments, prog_name="pilothouse", standalone_mode=False, **settings))
