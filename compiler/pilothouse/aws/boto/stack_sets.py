"""Stack sets of CloudFormation."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.ports.stack_sets import Operation, StackInstance
from pilothouse.aws.service import Service


@dataclass(frozen=True, slots=True)
class BotoStackSets:
    """CloudFormation in the stack sets' own region."""

    cloudformation: Service

    def instances(self, stack_set: str, account: str) -> tuple[StackInstance, ...]:
        """Return an account's instances in AWS's order."""
        pages = self.cloudformation.pages(
            f"list the regions of stack set {stack_set}",
            "ListStackInstances",
            StackSetName=stack_set,
            StackInstanceAccount=account,
        )
        return tuple(
            StackInstance(one["Account"], one["Region"], one.get("StackId", ""))
            for page in pages
            for one in page["Summaries"]
        )

    def create_instance(self, stack_set: str, account: str, region: str) -> str:
        """Start creating an instance in one more region; return the operation's ID."""
        answer = self.cloudformation.call(
            f"add {region} to stack set {stack_set}",
            "CreateStackInstances",
            StackSetName=stack_set,
            Accounts=[account],
            Regions=[region],
        )
        return str(answer["OperationId"])

    def operation(self, stack_set: str, operation: str) -> Operation:
        """Return the state of an operation."""
        answer = self.cloudformation.call(
            f"follow the change of stack set {stack_set}",
            "DescribeStackSetOperation",
            StackSetName=stack_set,
            OperationId=operation,
        )["StackSetOperation"]
        return Operation(answer["Status"], answer.get("StatusReason", ""))
