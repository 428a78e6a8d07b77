"""Change sets by CloudFormation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pilothouse.aws.answer import Answer
from pilothouse.aws.fault import AwsError
from pilothouse.aws.ports.stacks import ChangeRequest, ChangeSet, ListedChangeSet, ResourceChange
from pilothouse.aws.service import Service

_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
"""The capabilities that Copilot gives its stacks; an override may need any of them."""


def create_change_set(cloudformation: Service, request: ChangeRequest) -> str:
    """Start creating a change set and return its ARN. Nested stacks get their own, as in Copilot."""
    role = {"RoleARN": request.role} if request.role else {}
    answer = cloudformation.call(
        f"create a change set for stack {request.stack}",
        "CreateChangeSet",
        StackName=request.stack,
        ChangeSetName=request.name,
        ChangeSetType="CREATE" if request.creates else "UPDATE",
        TemplateURL=request.template_url,
        Tags=[{"Key": key, "Value": value} for key, value in sorted(request.tags.items())],
        Capabilities=_CAPABILITIES,
        IncludeNestedStacks=True,
        **role,
    )
    return str(answer["Id"])


def read_change_set(cloudformation: Service, change_set: str) -> ChangeSet | None:
    """Return a change set with all its changes, those of nested stacks after their stack's own."""
    purpose = f"describe change set {change_set}"
    try:
        pages = list(cloudformation.pages(purpose, "DescribeChangeSet", ChangeSetName=change_set))
    except AwsError as error:
        if is_missing(error):
            return None
        raise
    changes = [
        change["ResourceChange"]
        for page in pages
        for change in page.get("Changes", ())
        if "ResourceChange" in change
    ]
    return ChangeSet(
        id=pages[0]["ChangeSetId"],
        stack_id=pages[0]["StackId"],
        status=pages[0]["Status"],
        reason=pages[0].get("StatusReason", ""),
        changes=tuple(found for change in changes for found in _with_nested(cloudformation, change)),
        execution=pages[0].get("ExecutionStatus", ""),
    )


def _with_nested(cloudformation: Service, change: Answer) -> Iterator[ResourceChange]:
    """Yield a change, and the changes inside it if it is a nested stack, under their path of logical IDs."""
    yield _change(change)
    nested = change.get("ChangeSetId")
    if nested and (found := read_change_set(cloudformation, nested)):
        for inner in found.changes:
            yield replace(inner, logical_id=f"{change['LogicalResourceId']}/{inner.logical_id}")


def list_change_sets(cloudformation: Service, stack: str) -> tuple[ListedChangeSet, ...]:
    """Return the change sets of a stack that were not executed."""
    purpose = f"list the change sets of stack {stack}"
    try:
        pages = list(cloudformation.pages(purpose, "ListChangeSets", StackName=stack))
    except AwsError as error:
        if is_missing(error):
            return ()
        raise
    return tuple(
        ListedChangeSet(
            one["ChangeSetId"],
            one["ChangeSetName"],
            one["Status"],
            one.get("ExecutionStatus", ""),
            one["CreationTime"],
        )
        for page in pages
        for one in page["Summaries"]
        if not str(one.get("ExecutionStatus", "")).startswith("EXECUTE_")
    )


def delete_change_set(cloudformation: Service, change_set: str) -> None:
    """Delete a change set, if it exists."""
    try:
        cloudformation.call(f"delete change set {change_set}", "DeleteChangeSet", ChangeSetName=change_set)
    except AwsError as error:
        if not is_missing(error):
            raise


def is_missing(error: AwsError) -> bool:
    """Whether a stack or change set doesn't exist; CloudFormation has no error code for a missing stack."""
    if error.code in ("ChangeSetNotFound", "ChangeSetNotFoundException"):
        return True
    return error.code == "ValidationError" and "does not exist" in error.message


def _change(change: Answer) -> ResourceChange:
    return ResourceChange(
        action=change["Action"],
        logical_id=change["LogicalResourceId"],
        type=change["ResourceType"],
        replacement=change.get("Replacement", ""),
    )
