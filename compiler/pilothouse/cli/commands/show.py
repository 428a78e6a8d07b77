"""`pilothouse show`: what a deployed pipeline is made of."""

from __future__ import annotations

import click

from pilothouse.aws.show import describe_pipeline, describe_with_resources
from pilothouse.cli.target import Target, json_option, with_target
from pilothouse.cli.terminal import output_palette, write_document, write_text
from pilothouse.render.show_json import show_json
from pilothouse.render.show_text import show_text


@click.command
@with_target
@click.option("--resources", "with_resources", is_flag=True, help="Show the resources of its stack as well.")
@json_option
def command(target: Target, *, with_resources: bool, as_json: bool) -> None:
    """Show what a deployed pipeline is made of: settings, stages, actions, environments.

    NAME is a pipeline's name or its real name in AWS; without it, the only one is meant.
    """
    describe = describe_with_resources if with_resources else describe_pipeline
    description = describe(target.account, target.pipeline)
    if as_json:
        write_document(show_json(description))
    else:
        write_text(show_text(description, output_palette()))
