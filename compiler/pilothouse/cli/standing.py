"""Clear the way for a deployment: wait for running operations, delete failed stacks, or refuse."""

from __future__ import annotations

from collections.abc import Iterable

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.ports.stacks import DeployedStack, ListedChangeSet
from pilothouse.aws.release import Release, proposes
from pilothouse.aws.stack_status import is_half_deleted, is_half_made, is_running
from pilothouse.aws.survey import Deployed, check_naming, survey
from pilothouse.aws.watch import settle
from pilothouse.cli import exits
from pilothouse.cli.ask import Asker
from pilothouse.cli.errors import CommandError
from pilothouse.cli.stack_work import delete_stack
from pilothouse.cli.terminal import tell
from pilothouse.ir.context import Application
from pilothouse.ir.graph import Graph


def clear_the_way(
    account: Account, application: Application, graph: Graph, asker: Asker, clock: Clock, *, may_replace: bool
) -> Deployed | None:
    """Return the deployed stack of a pipeline when nothing blocks a change; None if there is none.

    Raises AwsError, also if account or names differ from the context's.
    """
    deployed = survey(account, application, graph.stack_name)
    while deployed and is_running(deployed.stack.status):
        tell(f"waiting for stack {_at_work(deployed.stack)}")
        settle(account.stacks, deployed.stack, clock)
        deployed = survey(account, application, graph.stack_name)
    if deployed is None:
        check_naming(account, application.name, graph.name, is_legacy=graph.is_legacy)
    elif is_half_made(deployed.stack.status):
        _delete(account, deployed.stack, asker, clock, may_replace=may_replace)
        return None
    return deployed


def _at_work(stack: DeployedStack) -> str:
    """Describe the operation on a stack, and its cause."""
    cause = f", by change set {stack.change_set.split('/')[1]}" if "/" in stack.change_set else ""
    since = f" since {stack.updated:%H:%M:%S} UTC" if stack.updated else ""
    return f"{stack.name}, which is {stack.status}{since}{cause}"


def _delete(account: Account, stack: DeployedStack, asker: Asker, clock: Clock, *, may_replace: bool) -> None:
    """Delete a stack whose creation or deletion failed, after confirmation."""
    where = f"in account {stack.id.split(':')[4]}, {account.region}"
    if not is_half_deleted(stack.status):
        why = "its creation failed"
    elif may_replace:
        why = "an earlier deletion did not finish, so a new pipeline will replace the old one"
    else:
        raise AwsError(
            Fault.REFUSED,
            f"use stack {stack.name}",
            f"it is {stack.status}: an earlier deletion did not finish"
            f"{f' ({stack.reason})' if stack.reason else ''}",
            help="the rest must be deleted before a new pipeline can be created: fix the cause and run "
            "`pilothouse delete` again, or give --allow-replacement to do both at once",
        )
    question = f"Stack {stack.name} {where} is {stack.status}: {why}. Delete it and continue?"
    if not asker.confirm(question):
        raise CommandError(f"stack {stack.name} is in the way", exit_code=exits.FINDINGS)
    delete_stack(account.stacks, stack, clock)


def tell_proposals(waiting: Iterable[ListedChangeSet], release: Release) -> None:
    """List the change sets that wait for review on a stack: a deployment makes all of them obsolete."""
    for one in waiting:
        what = "contains the same changes" if proposes(one, release) else "waits for review"
        then = "it is kept" if release.is_for_review else "CloudFormation deletes it if this is deployed"
        made = f"{one.created:%Y-%m-%d %H:%M:%S} UTC"
        tell(f"change set {one.name}, created {made}, {what}: {then}")
