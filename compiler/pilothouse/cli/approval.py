"""Answer a manual approval: what `approve` and `reject` share."""

from __future__ import annotations

import click

from pilothouse.aws.choose import approvals_named
from pilothouse.aws.console import pipeline_link
from pilothouse.aws.ports.executions import PendingApproval
from pilothouse.aws.status import Status, read_status
from pilothouse.cli import exits
from pilothouse.cli.ask import Asker
from pilothouse.cli.errors import CommandError
from pilothouse.cli.steering import report
from pilothouse.cli.target import Target
from pilothouse.cli.terminal import tell
from pilothouse.render.revision import revision_text

comment_option = click.option(
    "--comment", default="", metavar="TEXT", help="Kept with the answer, 512 characters."
)
action_option = click.option(
    "--action", "wanted", default="", metavar="NAME", help="Which one: an action, a stage or an environment."
)


def answer(target: Target, wanted: str, comment: str, *, approved: bool, is_sure: bool, as_json: bool) -> int:
    """Answer the approval that waits. Raises CommandError if none does, or several; AwsError."""
    status = read_status(target.account, target.pipeline)
    approval = _waiting(status, wanted)
    verb = "Approve" if approved else "Reject"
    tell(_explanation(status, approval))
    if not Asker(confirms_all=is_sure).confirm(f"{verb} {approval.action}?"):
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
            f"no approval of {name} waits", f"see how it stands: pilothouse status {name}", exits.ENVIRONMENT
        )
    if not found:
        raise CommandError(
            f'no approval "{wanted}" of {name} waits', f"these wait: {names}", exits.ENVIRONMENT
        )
    raise CommandError(f"several approvals of {name} wait", f"name one with --action: {names}")


def _explanation(status: Status, approval: PendingApproval) -> str:
    revisions = status.execution.revisions if status.execution else ()
    is_newest = status.execution is not None and status.execution.id == approval.execution
    lines = [f"{approval.stage} of {status.pipeline.name}, execution {approval.execution}"]
    lines += [f"revision  {revision_text(one)}" for one in revisions if is_newest]
    return "\n".join([*lines, pipeline_link(status.pipeline.region, status.pipeline.real_name)])
