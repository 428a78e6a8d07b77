"""`pilothouse override`: write the files of an override."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from pilothouse.cli import exits
from pilothouse.cli.ask import Asker
from pilothouse.cli.complete import complete_manifests
from pilothouse.cli.errors import CommandError
from pilothouse.cli.options import context_option, lenient_option
from pilothouse.cli.output import tell_written, write_result
from pilothouse.cli.report import Report
from pilothouse.cli.selection import only_manifest, select
from pilothouse.cli.terminal import tell
from pilothouse.driver import Compilation, compile_manifest
from pilothouse.ir.override import NoOverrides, Toolkit
from pilothouse.ir.stack import Stack
from pilothouse.scaffold.override_cdk import cdk_files
from pilothouse.scaffold.override_outline import resource_types
from pilothouse.scaffold.override_patches import patch_files
from pilothouse.scaffold.override_python import python_files
from pilothouse.workspace.overrides import OverrideFolders
from pilothouse.workspace.read import shown_path

_NEXT_STEPS = {
    Toolkit.PATCHES: "uncomment an example, then run: pilothouse compile",
    Toolkit.CDK: "fill in its methods, then run: pilothouse compile --allow-code",
    Toolkit.PYTHON: "uncomment an example, then run: pilothouse compile --allow-code",
}

_COPILOTS_NAMES = {"yamlpatch": "patches"}
"""Copilot's names of toolkits, where they differ from ours."""


@click.command
@click.argument(
    "name", required=False, default="", metavar="[MANIFEST|NAME]", shell_complete=complete_manifests
)
@click.option(
    "--toolkit",
    type=click.Choice(
        [*(toolkit.name.lower() for toolkit in Toolkit), *_COPILOTS_NAMES], case_sensitive=False
    ),
    metavar=f"[{'|'.join(toolkit.name.lower() for toolkit in Toolkit)}]",
    default="patches",
    show_default=True,
    help="Kind of override: YAML patches, a CDK app (needs Node.js) or a Python function.",
)
@click.option(
    "--resource",
    "resources",
    multiple=True,
    metavar="ID",
    help="Logical ID of a resource to override; can be repeated. Default: all. Only for cdk.",
)
@context_option
@lenient_option
def command(
    name: str, toolkit: str, resources: tuple[str, ...], context: Path | None, *, lenient: bool
) -> int:
    """Write the files of an override of a pipeline's template.

    An override changes what the manifest has no field for. The files go to
    copilot/pipelines/NAME/overrides/, which must be empty or missing. They change nothing until you edit
    them.

    \b
    Examples:
      pilothouse override main
      pilothouse override main --toolkit python
      pilothouse override main --toolkit cdk --resource BuildProject
    """
    report = Report()
    compilation = _compiled(name, context, report, lenient=lenient)
    if compilation is None or compilation.stack is None or compilation.manifest is None:
        report.show()
        return report.exit_code or exits.FINDINGS
    stack, pipeline = compilation.stack, compilation.manifest.name
    chosen = Toolkit[_COPILOTS_NAMES.get(toolkit, toolkit).upper()]
    if unknown := set(resources) - resource_types(stack).keys():
        known = ", ".join(resource_types(stack))
        raise CommandError(f"the template has no {', '.join(sorted(unknown))}", f"it has {known}")
    folder = OverrideFolders(Path(compilation.request.file.path)).folder(pipeline)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommandError(f"{shown_path(folder)} is not empty", "move its files, or remove it")
    for path, text in _files(chosen, stack, pipeline, resources).items():
        write_result(text, folder / path)
        tell_written(shown_path(folder / path))
    tell(f"next: {_NEXT_STEPS[chosen]}")
    return exits.DONE


def _compiled(name: str, context: Path | None, report: Report, *, lenient: bool) -> Compilation | None:
    """Compile a pipeline without its overrides, which don't exist yet."""
    manifest = only_manifest(name, Asker(confirms_all=False))
    requests = select([manifest], context, report, lenient=lenient)
    if not requests:
        return None
    compilation = compile_manifest(replace(requests[0], overrides=NoOverrides()))
    report.add_compilation(compilation)
    return compilation


def _files(toolkit: Toolkit, stack: Stack, pipeline: str, resources: tuple[str, ...]) -> dict[str, str]:
    match toolkit:
        case Toolkit.PATCHES:
            return patch_files(stack, pipeline)
        case Toolkit.CDK:
            return cdk_files(stack, pipeline, resources)
        case Toolkit.PYTHON:
            return python_files(stack, pipeline)
