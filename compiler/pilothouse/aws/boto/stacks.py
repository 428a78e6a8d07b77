"""Stacks of CloudFormation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pilothouse.aws.boto.change_sets import (
    create_change_set,
    delete_change_set,
    is_missing,
    list_change_sets,
    read_change_set,
)
from pilothouse.aws.fault import AwsError
from pilothouse.aws.ports.stacks import (
    ChangeRequest,
    ChangeSet,
    DeployedStack,
    ListedChangeSet,
    StackEvent,
    StackResource,
)
from pilothouse.aws.service import Service

_RESERVED = "aws:"
"""The prefix of AWS's own tags, which nobody else can set."""


@dataclass(frozen=True, slots=True)
class BotoStacks:
    """CloudFormation in one region."""

    cloudformation: Service

    def describe(self, stack: str) -> DeployedStack | None:
        """Return a stack, None if it doesn't exist. A deleted one is found only by its ARN."""
        try:
            answer = self.cloudformation.call(f"describe stack {stack}", "DescribeStacks", StackName=stack)
        except AwsError as error:
            if is_missing(error):
                return None
            raise
        if not answer["Stacks"]:
            raise answer.malformed("it contains no stack")
        return _deployed(answer["Stacks"][0])

    def template(self, stack: str) -> str:
        """Return a stack's original template, empty if there is none (yet)."""
        purpose = f"read the template of stack {stack}"
        try:
            answer = self.cloudformation.call(
                purpose, "GetTemplate", StackName=stack, TemplateStage="Original"
            )
        except AwsError as error:
            if is_missing(error):
                return ""
            raise
        body = answer["TemplateBody"]
        return body if isinstance(body, str) else json.dumps(body, indent=2)  # botocore parses JSON templates

    def resources(self, stack: str) -> tuple[StackResource, ...]:
        """Return a stack's resources, none if the stack doesn't exist."""
        purpose = f"list the resources of stack {stack}"
        try:
            answer = self.cloudformation.call(purpose, "DescribeStackResources", StackName=stack)
        except AwsError as error:
            if is_missing(error):
                return ()
            raise
        return tuple(_resource(resource) for resource in answer["StackResources"])

    def events(self, stack: str) -> Iterator[StackEvent]:
        """Yield a stack's events, the newest first; pages are fetched on demand."""
        purpose = f"read the events of stack {stack}"
        for page in self.cloudformation.pages(purpose, "DescribeStackEvents", StackName=stack):
            for event in page["StackEvents"]:
                token = event.get("ClientRequestToken", "")
                yield StackEvent(event["EventId"], event["Timestamp"], _resource(event), token)

    def create_change_set(self, request: ChangeRequest) -> str:
        """Start creating a change set and return its ARN. Raises AwsError, also if the name is taken."""
        return create_change_set(self.cloudformation, request)

    def change_set(self, change_set: str) -> ChangeSet | None:
        """Return a change set (its ARN) with all its changes, also in nested stacks; None if it is gone."""
        return read_change_set(self.cloudformation, change_set)

    def change_sets(self, stack: str) -> tuple[ListedChangeSet, ...]:
        """Return the change sets of a stack that were not executed; none if the stack doesn't exist."""
        return list_change_sets(self.cloudformation, stack)

    def execute_change_set(self, change_set: str, token: str) -> None:
        """Start executing a change set (its ARN); its events have the token."""
        purpose = f"execute change set {change_set}"
        self.cloudformation.call(
            purpose, "ExecuteChangeSet", ChangeSetName=change_set, ClientRequestToken=token
        )

    def delete_change_set(self, change_set: str) -> None:
        """Delete a change set (its ARN), if it exists."""
        delete_change_set(self.cloudformation, change_set)

    def delete(self, stack: str, token: str) -> None:
        """Start deleting a stack, if it exists; its events have the token."""
        self.cloudformation.call(
            f"delete stack {stack}", "DeleteStack", StackName=stack, ClientRequestToken=token
        )


def _deployed(stack: dict[str, Any]) -> DeployedStack:
    return DeployedStack(
        id=stack["StackId"],
        name=stack["StackName"],
        status=stack["StackStatus"],
        reason=stack.get("StackStatusReason", ""),
        description=stack.get("Description", ""),
        tags={
            tag["Key"]: tag["Value"] for tag in stack.get("Tags", ()) if not tag["Key"].startswith(_RESERVED)
        },
        outputs={output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", ())},
        change_set=stack.get("ChangeSetId", ""),
        updated=stack.get("LastUpdatedTime"),
    )


def _resource(resource: dict[str, Any]) -> StackResource:
    return StackResource(
        logical_id=resource["LogicalResourceId"],
        physical_id=resource.get("PhysicalResourceId", ""),
        type=resource["ResourceType"],
        status=resource["ResourceStatus"],
        reason=resource.get("ResourceStatusReason", ""),
    )
