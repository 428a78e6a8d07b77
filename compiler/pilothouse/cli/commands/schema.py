"""`pilothouse schema`: print a JSON Schema, for editors and other tools."""

from __future__ import annotations

import click

from pilothouse.schema_files import schema_text


@click.command
@click.argument("name", type=click.Choice(["manifest", "context", "buildspec", "diff"]), default="manifest")
def command(name: str) -> None:
    """Print the JSON Schema of a pipeline manifest, or of another file that Pilothouse reads or writes."""
    click.echo(schema_text(name), nl=False)
