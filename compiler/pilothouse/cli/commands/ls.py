"""`pilothouse ls`: the pipelines of an application."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.aws.deployed import DeployedPipeline, list_deployed
from pilothouse.cli.account import application_of, own_application, reach
from pilothouse.cli.account_options import account_options
from pilothouse.cli.contexts import known_context
from pilothouse.cli.local_pipelines import LocalPipeline, local_pipelines
from pilothouse.cli.target import app_option, json_option, manifest_of
from pilothouse.cli.terminal import tell, write_document, write_text
from pilothouse.render.pipelines_text import ListedPipeline, pipelines_json, pipelines_text
from pilothouse.workspace.find import find_workspace
from pilothouse.workspace.read import shown_path


@click.command
@click.option(
    "--local", "is_local", is_flag=True, help="List the workspace's pipelines, without calling AWS."
)
@json_option
@app_option
@account_options
def command(app: str, access: Access, *, is_local: bool, as_json: bool) -> None:
    """List the pipelines of an application.

    Lists the deployed pipelines, or those of the workspace with --local.

    \b
    Examples:
      pilothouse ls
      pilothouse ls --local
      pilothouse ls --app shop --json
    """
    workspace = find_workspace(Path.cwd())
    application = own_application(workspace, app) if is_local else app or application_of(workspace)
    local = local_pipelines(workspace)
    if is_local:
        found = [ListedPipeline(one.name, manifest=shown_path(one.manifest)) for one in local]
    else:
        account = reach(access, known_context(workspace))
        found = [_listed(one, local) for one in list_deployed(account, application)]
    if as_json:
        write_document(pipelines_json(application, found))
    else:
        write_text(pipelines_text(found))
    if not found:
        where = "in this workspace" if is_local else f"of application {application} is deployed"
        tell(f"no pipeline {where}")


def _listed(pipeline: DeployedPipeline, local: Sequence[LocalPipeline]) -> ListedPipeline:
    manifest = manifest_of(pipeline, local)
    return ListedPipeline(pipeline.name, pipeline.real_name, manifest, pipeline.is_legacy)
