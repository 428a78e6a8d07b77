"""`pilothouse drift`: stale configuration and manual changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from pilothouse.aws.parallel import parallel
from pilothouse.aws.pull import pull_context
from pilothouse.aws.status import read_status
from pilothouse.cli import exits
from pilothouse.cli.drift_checks import check_context, check_live, check_manifest, read_stack
from pilothouse.cli.local_pipelines import local_pipelines
from pilothouse.cli.preferences import Preferences, allow_code_option
from pilothouse.cli.report import Report
from pilothouse.cli.target import Target, json_option, with_target
from pilothouse.cli.terminal import output_palette, write_document, write_text
from pilothouse.diff.drift import Drift, LiveDrift
from pilothouse.ir.override import REFUSE_CODE, CodePolicy
from pilothouse.render.drift_json import drift_json
from pilothouse.render.drift_text import drift_text
from pilothouse.workspace.find import find_workspace


@click.command
@json_option
@allow_code_option
@with_target
def command(target: Target, *, as_json: bool, allow_code: bool | None) -> int:
    """Detect stale configuration and manual changes.

    Compares the context file with AWS, the manifest with the deployed stack, and the stack with the live
    pipeline. Exits with 1 if anything differs.

    NAME: the pipeline's name in its manifest or in AWS. Optional if there is only one pipeline.

    \b
    Examples:
      pilothouse drift main
      pilothouse drift main --json
    """
    preferences = Preferences(code_allowed=allow_code)
    report = Report(view=preferences.strict_view())
    drift = _drift(target, report, partial(preferences.code, REFUSE_CODE))
    preferences.add_findings(report)
    report.show()
    if as_json:
        write_document(drift_json(drift))
    else:
        write_text(drift_text(drift, output_palette()))
    return exits.FINDINGS if drift.is_any else exits.DONE


def _drift(target: Target, report: Report, code: Callable[[Path], CodePolicy]) -> Drift:
    account, pipeline = target.account, target.pipeline
    here = find_workspace(Path.cwd())
    manifest = next((one.manifest for one in local_pipelines(here) if one.name == pipeline.name), None)
    with parallel() as pool:
        pulled = pool.submit(pull_context, account, pipeline.application) if here else None
        status = pool.submit(read_status, account, pipeline)
        found = read_stack(account, pipeline.stack)
        context = pulled.result() if pulled else None
    return Drift(
        application=pipeline.application,
        name=pipeline.name,
        pipeline=pipeline.real_name,
        live=check_live(account, pipeline, status.result(), *found)
        if found
        else LiveDrift((), is_orphan=True),
        manifest=check_manifest(manifest, context, *found, report, code)
        if manifest and context and found
        else None,
        context=check_context(here, manifest, context) if here and context else None,
    )
