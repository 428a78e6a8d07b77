"""What stands in the account already: waited for, cleared away, or refused."""

from __future__ import annotations

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.stacks import DeployedStack
from pilothouse.aws.stack_status import REVIEW, is_half_made, is_running
from pilothouse.aws.survey import Deployed, check_account, check_naming, find_stack
from pilothouse.aws.watch import settle
from pilothouse.cli import exits
from pilothouse.cli.ask import Asker
from pilothouse.cli.errors import CommandError
from pilothouse.cli.stack_work import delete_stack
from pilothouse.cli.terminal import tell
from pilothouse.ir.context import Application
from pilothouse.ir.graph import Graph


def clear_the_way(
    account: Account, application: Application, graph: Graph, asker: Asker, clock: Clock
) -> Deployed | None:
    """Return what is deployed of a pipeline, once nothing is in the way of a change; None if nothing is.

    Raises AwsError, also if account or names are not what the context says.
    """
    with parallel() as pool:
        found = pool.submit(find_stack, account, application, graph.stack_name)
        check_account(account, application)
        stack = found.result()
    stack = _settled(account, stack, asker, clock)
    if stack is None:
        check_naming(account, application.name, graph.name, is_legacy=graph.is_legacy)
        return None
    if stack.status == REVIEW:
        return Deployed(stack, template="")
    return Deployed(stack, account.stacks.template(stack.name))


def _settled(
    account: Account, stack: DeployedStack | None, asker: Asker, clock: Clock
) -> DeployedStack | None:
    """Wait for what runs, and delete what an earlier run half made."""
    if stack and is_running(stack.status):
        tell(f"waiting for the stack {stack.name}, which is {stack.status}")
        stack = settle(account.stacks, stack, clock)
    if stack is None or not is_half_made(stack.status):
        return stack
    question = f"The stack {stack.name} is {stack.status}: it never came to be. Delete it, and go on?"
    if not asker.confirm(question):
        raise CommandError(f"the stack {stack.name} is in the way", exit_code=exits.FINDINGS)
    delete_stack(account.stacks, stack, clock)
    return None
