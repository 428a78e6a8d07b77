"""`pilothouse deploy`: from a manifest to a running pipeline."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from pilothouse.aws.access import Access
from pilothouse.aws.account import Account
from pilothouse.aws.bucket import add_region, bucket_in
from pilothouse.aws.clock import SystemClock
from pilothouse.aws.pull import read_buckets
from pilothouse.cli import exits
from pilothouse.cli.account import check_region, reach
from pilothouse.cli.account_options import account_options
from pilothouse.cli.ask import Asker
from pilothouse.cli.checking import cache_option, checked
from pilothouse.cli.complete import complete_manifests
from pilothouse.cli.deployment import Deployment, Permissions
from pilothouse.cli.errors import CommandError
from pilothouse.cli.options import context_option, lenient_option
from pilothouse.cli.preferences import Preferences, preference_options
from pilothouse.cli.report import Report
from pilothouse.cli.selection import only_manifest, select
from pilothouse.cli.terminal import tell, write_document, write_text
from pilothouse.driver import Compilation, Request, compile_manifest
from pilothouse.ir.override import REFUSE_CODE
from pilothouse.render.deployment_json import deployment_json
from pilothouse.render.deployment_text import deployment_text


@click.command
@click.argument("manifest", required=False, metavar="[MANIFEST|NAME]", shell_complete=complete_manifests)
@click.option("-y", "--yes", is_flag=True, help="Skip confirmation prompts.")
@click.option(
    "--execute/--no-execute",
    default=True,
    show_default=True,
    help="Execute the change set, or only create it for review.",
)
@click.option("--allow-downgrade", is_flag=True, help="Deploy over a template that a newer version wrote.")
@click.option(
    "--allow-replacement", is_flag=True, help="Allow changes that replace the pipeline or its connection."
)
@click.option("--role-arn", default="", metavar="ARN", help="Role for CloudFormation to assume.")
@click.option(
    "--connection-timeout",
    type=click.FloatRange(min=0),
    default=45,
    show_default=True,
    metavar="MINUTES",
    help="How long to wait for a pending connection; 0 does not wait.",
)
@click.option(
    "--validate/--no-validate",
    "validates",
    default=True,
    show_default=True,
    help="Validate the template with cfn-lint.",
)
@cache_option
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@lenient_option
@preference_options
@context_option
@click.option("--live", is_flag=True, help="Read the context from AWS instead of from the file.")
@account_options
def command(
    manifest: str | None,
    context: Path | None,
    access: Access,
    preferences: Preferences,
    role_arn: str,
    connection_timeout: float,
    *,
    live: bool,
    lenient: bool,
    yes: bool,
    execute: bool,
    allow_downgrade: bool,
    allow_replacement: bool,
    validates: bool,
    caches: bool,
    as_json: bool,
) -> int:
    """Deploy a pipeline: create its stack, or update it in place.

    Shows the changes and asks for confirmation. Does nothing if the stack is up to date. Safe to run again
    after a failed or interrupted run.

    \b
    Examples:
      pilothouse deploy main
      pilothouse deploy main --no-execute    # create a change set for review
      pilothouse deploy main --yes --json
    """
    report = Report(view=preferences.strict_view())
    asker = Asker(confirms_all=yes)
    named, asked = only_manifest(manifest or "", asker), access if live else None
    code = partial(preferences.code, REFUSE_CODE)
    requests = select([named], context, report, lenient=lenient, live=asked, code=code)
    preferences.add_findings(report)
    if not requests:
        report.show()
        return report.exit_code
    check_region(access, requests[0].context.application)
    account = reach(access, requests[0].context)
    compilation = compile_manifest(_with_bucket(requests[0], account, asker))
    if validates:
        compilation = checked(compilation, caches=caches)
    report.add_compilation(compilation)
    report.show()
    if report.exit_code:
        return report.exit_code
    permissions = Permissions(
        downgrade=allow_downgrade, replacement=allow_replacement, execution=execute, role=role_arn
    )
    deployment = _deployment(account, compilation, permissions, asker)
    outcome = deployment.run(connection_timeout * 60)
    if as_json:
        write_document(deployment_json(outcome))
    else:
        write_text(deployment_text(outcome))
    return exits.FINDINGS if outcome.result == "declined" else exits.DONE


def _deployment(
    account: Account, compilation: Compilation, permissions: Permissions, asker: Asker
) -> Deployment:
    assert compilation.graph is not None, "there was no error"
    assert compilation.stack is not None, "there was no error"
    return Deployment(
        account=account,
        request=compilation.request,
        graph=compilation.graph,
        stack=compilation.stack,
        sources=compilation.sources,
        permissions=permissions,
        asker=asker,
        clock=SystemClock(),
    )


def _with_bucket(request: Request, account: Account, asker: Asker) -> Request:
    """Create the artifact bucket of the pipeline's region if the context has none, as Copilot does."""
    application = request.context.application
    if bucket_in(request.context.artifact_buckets, application.region):
        return request
    question = (
        f"Application {application.name} (account {application.account}) has no artifact bucket in "
        f"{application.region}: make one?"
    )
    if not asker.confirm(question):
        raise CommandError("a pipeline needs an artifact bucket in its region", exit_code=exits.FINDINGS)
    add_region(account, application, SystemClock())
    buckets = read_buckets(account, application)
    tell("the artifact bucket exists now; run `pilothouse context pull` to add it to the context file")
    return replace(request, context=replace(request.context, artifact_buckets=buckets))
