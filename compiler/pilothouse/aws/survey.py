"""Read what is deployed, and check whether it may be changed."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.account import Account
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.stacks import DeployedStack, StackResource
from pilothouse.aws.stack_status import REVIEW, is_stuck
from pilothouse.ir.context import Application
from pilothouse.ir.names import APPLICATION_TAG, PIPELINE_TAG


@dataclass(frozen=True, slots=True)
class Deployed:
    """The deployed stack, its template's text, empty if there is none, and its resources."""

    stack: DeployedStack
    template: str
    resources: tuple[StackResource, ...] = ()

    @property
    def is_announced(self) -> bool:
        """Whether there is only a change set that was never executed."""
        return self.stack.status == REVIEW


def survey(account: Account, application: Application, name: str) -> Deployed | None:
    """Return the deployed stack of a pipeline, None if there is none: four calls at the same time.

    Raises AwsError, also if the credentials are for another account, or the stack belongs to something else,
    or is stuck.
    """
    with parallel() as pool:
        template = pool.submit(account.stacks.template, name)
        resources = pool.submit(account.stacks.resources, name)
        found = pool.submit(find_stack, account, application, name)
        check_account(account, application)
        stack = found.result()
        if stack is None or stack.status == REVIEW:
            return Deployed(stack, "") if stack else None
        return Deployed(stack, template.result(), resources.result())


def check_account(account: Account, application: Application) -> None:
    """Raise AwsError if the credentials, or the region, are not the application's."""
    caller = account.identity.caller()
    if caller.account != application.account:
        raise AwsError(
            Fault.WRONG_ACCOUNT,
            f"use application {application.name}",
            f"it is in account {application.account}, but the credentials are for account {caller.account}",
            help=f"choose another --profile (the current credentials are {caller.arn})",
        )


def find_stack(account: Account, application: Application, name: str) -> DeployedStack | None:
    """Return a pipeline's stack, None if there is none. Raises AwsError if it is another's, or stuck."""
    stack = account.stacks.describe(name)
    if stack is None:
        return None
    if not belongs_to(stack, application.name):
        raise AwsError(
            Fault.REFUSED,
            f"use stack {name}",
            f"a stack with this name exists, but it is not a pipeline of application {application.name}",
            help="give the pipeline another name, or remove that stack",
        )
    if is_stuck(stack.status):
        raise AwsError(
            Fault.FAILED,
            f"use stack {name}",
            f"it is {stack.status}{f' ({stack.reason})' if stack.reason else ''}",
            help=f"run `aws cloudformation continue-update-rollback --stack-name {name}`, then try again",
        )
    return stack


def belongs_to(stack: DeployedStack, application: str) -> bool:
    """Whether a stack is a pipeline of an application: by its template's description, or by both tags."""
    if stack.description == f"CodePipeline for {application}" or stack.status == REVIEW:
        return stack.tags.get(APPLICATION_TAG, application) == application
    return stack.tags.get(APPLICATION_TAG) == application and PIPELINE_TAG in stack.tags


def check_naming(account: Account, application: str, pipeline: str, *, is_legacy: bool) -> None:
    """Raise AwsError if a new stack would be created although the pipeline has one under its other name.

    The stack's name depends on whether the pipeline has a legacy name; an outdated context may be wrong.
    """
    found = {one.name: one.tags for one in account.pipelines.tagged(application)}
    deployed_as_legacy = PIPELINE_TAG not in found[pipeline] if pipeline in found else False
    if deployed_as_legacy != is_legacy:
        really = "is" if deployed_as_legacy else "is not"
        raise AwsError(
            Fault.REFUSED,
            f"deploy pipeline {pipeline}",
            f"the context is out of date: the pipeline {really} deployed under a legacy name",
            help="run `pilothouse context pull`, then deploy again",
        )


def deleted_by_hand(pipeline: str, stack: str) -> AwsError:
    """Return the error for a pipeline that was deleted while its stack still exists, with the next step."""
    return AwsError(
        Fault.NOT_FOUND,
        f"use pipeline {pipeline}",
        f"it was deleted, but its stack {stack} still exists",
        help=f"run `pilothouse delete {pipeline}` to delete the stack, then `pilothouse deploy {pipeline}` "
        "to recreate both",
    )
