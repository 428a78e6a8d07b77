"""`pilothouse schema`: print a JSON Schema, for editors and other tools."""

from __future__ import annotations

import click

from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import write_document, write_text
from pilothouse.render.schema_hint import FILE_MATCH, schema_hint
from pilothouse.schema_files import schema_text


@click.command
@click.argument(
    "name", type=click.Choice(["manifest", "context", "buildspec", "diff", "settings"]), default="manifest"
)
@click.option("--install-hint", is_flag=True, help="Show how to use the schema in an editor instead.")
def command(name: str, *, install_hint: bool) -> None:
    """Print the JSON Schema of a file format.

    `diff` is the format that `pilothouse diff --format json` writes; Pilothouse reads the others. Default:
    manifest.

    \b
    Examples:
      pilothouse schema
      pilothouse schema context > context.schema.json
      pilothouse schema manifest --install-hint
    """
    if not install_hint:
        write_document(schema_text(name))
    elif name in FILE_MATCH:
        write_text(schema_hint(name))
    else:
        raise CommandError(
            f"there is no file name that editors could match with schema {name}",
            f"there is a hint for {', '.join(FILE_MATCH)}",
        )
