"""Answer a manual approval: the common part of `approve` and `reject`."""

from __future__ import annotations

import click

from pilothouse.aws.choose import approvals_named
from pilothouse.aws.console import pipeline_link
from pilothouse.aws.ports.executions import Execution, PendingApproval
from pilothouse.aws.status import LOOKED_AT, Status, read_status
from pilothouse.cli import exits
from pilothouse.cli.ask import Asker
from pilothouse.cli.errors import CommandError
from pilothouse.cli.steering import report
from pilothouse.cli.target import Target
from pilothouse.cli.terminal import tell
from pilothouse.render.revision import revision_text

_MOST_NEWER = 3  # executions to show besides an older one

comment_option = click.option(
    "--comment", default="", metavar="TEXT", help="Comment stored with the answer, up to 512 characters."
)
action_option = click.option(
    "--action",
    "wanted",
    default="",
    metavar="NAME",
    help="Action, stage or environment of the approval, if several are pending.",
)


def answer(target: Target, wanted: str, comment: str, *, approved: bool, is_sure: bool, as_json: bool) -> int:
    """Answer the pending approval. Raises CommandError if there is none, or several; AwsError."""
    status = read_status(target.account, target.pipeline)
    approval = _waiting(status, wanted)
    verb = "Approve" if approved else "Reject"
    tell(_explanation(target, status, approval))
    pipeline = target.pipeline
    where = f"{pipeline.name} in account {pipeline.account}, {pipeline.region}"
    if not Asker(confirms_all=is_sure).confirm(f"{verb} {approval.action} of {where}?"):
        return exits.FINDINGS
    target.account.executions.answer(target.pipeline.real_name, approval, comment, approved=approved)
    report(
        target,
        verb.lower(),
        f"{'approved' if approved else 'rejected'} {approval.action} of {target.pipeline.name}",
        as_json=as_json,
        stage=approval.stage,
        approval=approval.action,
        execution=approval.execution,
        comment=comment,
    )
    return exits.DONE


def _waiting(status: Status, wanted: str) -> PendingApproval:
    pending = status.pending_approvals()
    found = approvals_named(pending, wanted)
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.action for one in pending)
    name = status.pipeline.name
    if not pending:
        raise CommandError(
            f"{name} has no pending approval", f"see: pilothouse status {name}", exits.ENVIRONMENT
        )
    if not found:
        raise CommandError(
            f'{name} has no pending approval "{wanted}"', f"pending: {names}", exits.ENVIRONMENT
        )
    raise CommandError(f"{name} has several pending approvals", f"choose one with --action: {names}")


def _explanation(target: Target, status: Status, approval: PendingApproval) -> str:
    """Describe the approval, with its revision, and newer executions."""
    name = status.pipeline.name
    lines = [f"{approval.stage} of {name}, execution {approval.execution}"]
    newest = status.execution
    if newest and newest.id == approval.execution:
        lines += _revisions(newest)
    else:
        executions = target.account.executions.latest(target.pipeline.real_name, LOOKED_AT)
        place = next(
            (at for at, one in enumerate(executions) if one.id == approval.execution), len(executions)
        )
        lines += _revisions(executions[place]) if place < len(executions) else ["revision  no longer known"]
        for one in executions[:place][:_MOST_NEWER]:
            lines.append(f"newer: execution {one.id}, {one.status}")
            lines += _revisions(one)
        if place > _MOST_NEWER:
            lines.append(f"and {place - _MOST_NEWER} more in between")
    return "\n".join([*lines, pipeline_link(status.pipeline.region, status.pipeline.real_name)])


def _revisions(execution: Execution) -> list[str]:
    return [f"revision  {revision_text(one)}" for one in execution.revisions]
