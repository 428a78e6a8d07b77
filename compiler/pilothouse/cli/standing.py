"""What stands in the account already: waited for, cleared away, or refused."""

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
    """Return what is deployed of a pipeline, once nothing is in the way of a change; None if nothing is.

    Raises AwsError, also if account or names are not what the context says.
    """
    deployed = survey(account, application, graph.stack_name)
    while deployed and is_running(deployed.stack.status):
        tell(f"waiting for the stack {_at_work(deployed.stack)}")
        settle(account.stacks, deployed.stack, clock)
        deployed = survey(account, application, graph.stack_name)
    if deployed is None:
        check_naming(account, application.name, graph.name, is_legacy=graph.is_legacy)
    elif is_half_made(deployed.stack.status):
        _delete(account, deployed.stack, asker, clock, may_replace=may_replace)
        return None
    return deployed


def _at_work(stack: DeployedStack) -> str:
    """Say what runs on a stack, and what began it."""
    cause = f", by the change set {stack.change_set.split('/')[1]}" if "/" in stack.change_set else ""
    since = f" since {stack.updated:%H:%M:%S} UTC" if stack.updated else ""
    return f"{stack.name}, which is {stack.status}{since}{cause}"


def _delete(account: Account, stack: DeployedStack, asker: Asker, clock: Clock, *, may_replace: bool) -> None:
    """Delete what an earlier run half made, or half deleted, after a question."""
    where = f"in account {stack.id.split(':')[4]}, {account.region}"
    if not is_half_deleted(stack.status):
        why = "it never came to be"
    elif may_replace:
        why = "an earlier deletion left it, so that a new pipeline is made in place of the old one"
    else:
        raise AwsError(
            Fault.REFUSED,
            f"use the stack {stack.name}",
            f"it is {stack.status}: an earlier deletion did not finish"
            f"{f' ({stack.reason})' if stack.reason else ''}",
            help="what is left must be deleted before a new pipeline can be made: mend the cause and run "
            "`pilothouse delete` again, or give --allow-replacement to do both at once",
        )
    question = f"The stack {stack.name} {where} is {stack.status}: {why}. Delete it, and go on?"
    if not asker.confirm(question):
        raise CommandError(f"the stack {stack.name} is in the way", exit_code=exits.FINDINGS)
    delete_stack(account.stacks, stack, clock)


def tell_proposals(waiting: Iterable[ListedChangeSet], release: Release) -> None:
    """Say what waits for a person on a stack: a deployment makes all of it obsolete."""
    for one in waiting:
        what = "proposes just this" if proposes(one, release) else "waits for a review"
        then = (
            "it stays as it is"
            if release.is_for_review
            else "it becomes obsolete if this is deployed, since CloudFormation deletes it then"
        )
        made = f"{one.created:%Y-%m-%d %H:%M:%S} UTC"
        tell(f"the change set {one.name}, made {made}, {what}: {then}")
