"""`pilothouse show`: the parts of a deployed pipeline."""

from __future__ import annotations

import click

from pilothouse.aws.show import describe_pipeline, describe_with_resources
from pilothouse.cli.target import Target, json_option, with_target
from pilothouse.cli.terminal import output_palette, write_document, write_text
from pilothouse.render.show_json import show_json
from pilothouse.render.show_text import show_text


@click.command
@click.option("--resources", "with_resources", is_flag=True, help="Also show the resources of its stack.")
@json_option
@with_target
def command(target: Target, *, with_resources: bool, as_json: bool) -> None:
    """Show the settings, stages and actions of a deployed pipeline.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse show main
      pilothouse show main --resources
    """
    describe = describe_with_resources if with_resources else describe_pipeline
    description = describe(target.account, target.pipeline)
    if as_json:
        write_document(show_json(description))
    else:
        write_text(show_text(description, output_palette()))
