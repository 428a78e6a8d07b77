"""Change sets by CloudFormation."""

from __future__ import annotations

from typing import Any

from pilothouse.aws.fault import AwsError
from pilothouse.aws.ports.stacks import ChangeRequest, ChangeSet, ResourceChange
from pilothouse.aws.service import Service

_CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
"""What Copilot gives its stacks; an override may need any of them."""


def create_change_set(cloudformation: Service, request: ChangeRequest) -> str:
    """Begin a change set and return its ARN; one of the same name, left by a run that ended, goes first."""
    try:
        return _create(cloudformation, request)
    except AwsError as error:
        if error.code != "AlreadyExistsException":
            raise
    delete_change_set(cloudformation, request.stack, request.name)
    return _create(cloudformation, request)


def _create(cloudformation: Service, request: ChangeRequest) -> str:
    role = {"RoleARN": request.role} if request.role else {}
    answer = cloudformation.call(
        f"propose changes to the stack {request.stack}",
        "CreateChangeSet",
        StackName=request.stack,
        ChangeSetName=request.name,
        ChangeSetType="CREATE" if request.creates else "UPDATE",
        TemplateURL=request.template_url,
        Tags=[{"Key": key, "Value": value} for key, value in sorted(request.tags.items())],
        Capabilities=_CAPABILITIES,
        **role,
    )
    return str(answer["Id"])


def read_change_set(cloudformation: Service, change_set: str) -> ChangeSet:
    """Return a change set with all its changes."""
    pages = list(
        cloudformation.pages(
            f"look at the change set {change_set}", "DescribeChangeSet", ChangeSetName=change_set
        )
    )
    return ChangeSet(
        id=pages[0]["ChangeSetId"],
        stack_id=pages[0]["StackId"],
        status=pages[0]["Status"],
        reason=pages[0].get("StatusReason", ""),
        changes=tuple(
            _change(change["ResourceChange"])
            for page in pages
            for change in page.get("Changes", ())
            if "ResourceChange" in change
        ),
    )


def delete_change_set(cloudformation: Service, stack: str, name: str) -> None:
    """Delete a change set, if it is there."""
    purpose = f"delete the change set {name} of the stack {stack}"
    try:
        cloudformation.call(purpose, "DeleteChangeSet", StackName=stack, ChangeSetName=name)
    except AwsError as error:
        if not is_missing(error):
            raise


def is_missing(error: AwsError) -> bool:
    """Whether a stack or change set isn't there: for a stack CloudFormation has no error code of its own."""
    if error.code in ("ChangeSetNotFound", "ChangeSetNotFoundException"):
        return True
    return error.code == "ValidationError" and "does not exist" in error.message


def _change(change: dict[str, Any]) -> ResourceChange:
    return ResourceChange(
        action=change["Action"],
        logical_id=change["LogicalResourceId"],
        type=change["ResourceType"],
        replacement=change.get("Replacement", ""),
    )
