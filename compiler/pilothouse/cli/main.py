"""The command `pilothouse`: a table of commands, each loaded only when it is asked for."""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module
from typing import Any

import click

from pilothouse import __version__
from pilothouse.cli.errors import run
from pilothouse.cli.replay import recorded
from pilothouse.cli.terminal import open_streams
from pilothouse.diagnostics.nearest import did_you_mean

SECTIONS: dict[str, dict[str, str]] = {
    "Manifests": {
        "init": "Write the manifest and buildspec of a new pipeline.",
        "lint": "Check pipeline manifests.",
        "compile": "Compile manifests to CloudFormation templates.",
        "diff": "Show what a change does to a pipeline's stack, risks first.",
        "graph": "Draw a pipeline's stages and actions.",
        "override": "Write the files of an override of a pipeline's template.",
        "example": "Write an example workspace, to try Pilothouse without AWS.",
        "explain": "Explain a code, or list all codes.",
        "schema": "Print the JSON Schema of a file format.",
    },
    "Deployed pipelines": {
        "deploy": "Deploy a pipeline: create its stack, or update it in place.",
        "delete": "Delete a deployed pipeline: its stack and everything in it.",
        "ls": "List the pipelines of an application.",
        "show": "Show the settings, stages and actions of a deployed pipeline.",
        "status": "Show the state of a deployed pipeline, and why it failed.",
        "logs": "Print the log of a CodeBuild action.",
        "start": "Start a pipeline execution.",
        "stop": "Stop a pipeline execution after its running actions finish.",
        "approve": "Approve the pending manual approval.",
        "reject": "Reject the pending manual approval.",
        "retry": "Retry the failed actions of a stage.",
        "drift": "Detect stale configuration and manual changes.",
    },
    "Account": {
        "context": "Update the context file from AWS.",
    },
    "Editor and shell": {
        "lsp": "Run the language server for editors.",
        "completion": "Print a script that makes a shell complete pilothouse commands.",
    },
}
"""Each command is `command` in the module of its name in `pilothouse.cli.commands`, with `_` for `-`.

The words repeat the first line of its help, so that the list loads no command.
"""

COMMANDS = {name: words for section in SECTIONS.values() for name, words in section.items()}
EPILOG = (
    "The commands of AWS Copilot work as they are, such as `pilothouse pipeline deploy --name NAME --yes`. "
    "NO_COLOR turns colours off, FORCE_COLOR turns them on."
)

GARBAGE_AFTER = 50_000
"""Objects created and not freed before a garbage collection."""


class CommandTable(click.Group):
    """Looks commands up in the table, and imports a command when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or one of Copilot's."""
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
        """Find the command of the arguments. Raises click.UsageError with the nearest name."""
        name = args[0]
        if not name.startswith("-") and not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            ctx.fail(f'No such command "{name}"; {did_you_mean(name, COMMANDS, "see pilothouse --help")}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the table's summaries, so that help imports none of them."""
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(list(commands.items()))


@click.command(
    cls=CommandTable,
    epilog=EPILOG,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="pilothouse", message="%(prog)s %(version)s")
@click.pass_context
def pilothouse(context: click.Context) -> None:
    """Compile AWS Copilot pipeline manifests to CloudFormation: offline, checked, the same everywhere.

    Without a command, shows what the workspace contains and what to do next.

    \b
    Examples:
      pilothouse
      pilothouse lint
      pilothouse compile --output templates/
      pilothouse COMMAND --help
    """
    if context.invoked_subcommand is None:
        from pilothouse.cli.overview import show_overview

        show_overview()


def main(arguments: list[str] | None = None, **settings: Any) -> None:
    """Run the command line.

    In a process as short as most are, garbage collection takes a tenth of the time, and freeing memory at the
    end another tenth, although there is hardly any garbage and the system reclaims all memory at once. So it
    is collected rarely. But it is collected: cfn-lint leaves more than a megabyte of garbage per template.
    """
    open_streams()
    gc.set_threshold(GARBAGE_AFTER, 10, 10)
    atexit.register(gc.freeze)
    given = sys.argv[1:] if arguments is None else arguments
    run(
        lambda: recorded(
            given,
            lambda: pilothouse.main(given, prog_name="pilothouse", standalone_mode=False, **settings),
        )
    )
