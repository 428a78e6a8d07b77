"""The artifact bucket of the region where the pipelines run.

Copilot keeps it in a stack set whose template it owns: this only adds a region, and leaves the template as
Copilot last wrote it. (Copilot's AddPipelineResourcesToApp does no more.)
"""

from __future__ import annotations

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock, poll
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.ir.context import Application, ArtifactBucket
from pilothouse.ir.names import infrastructure_stack_set

_PAUSE, _LONGEST = 3.0, 1800.0  # seconds


def bucket_in(buckets: tuple[ArtifactBucket, ...], region: str) -> str:
    """Return the name of a region's bucket, empty if it has none."""
    return next((bucket.bucket for bucket in buckets if bucket.region == region), "")


def add_region(account: Account, application: Application, clock: Clock) -> bool:
    """Create a bucket and its key in the account's region, unless they exist, and wait for them.

    Returns whether they were created. Raises AwsError.
    """
    stack_set = infrastructure_stack_set(application.name)
    instances = account.stack_sets.instances(stack_set, application.account)
    if any(instance.region == account.region for instance in instances):
        return False
    operation = account.stack_sets.create_instance(stack_set, application.account, account.region)
    purpose = f"add {account.region} to stack set {stack_set}"
    for _ in poll(clock, _PAUSE, _LONGEST):
        found = account.stack_sets.operation(stack_set, operation)
        if found.status == "SUCCEEDED":
            return True
        if found.status in ("FAILED", "STOPPED"):
            raise AwsError(
                Fault.FAILED,
                purpose,
                f"the operation {operation} is {found.status}{f': {found.reason}' if found.reason else ''}",
                help=f"check the operations of stack set {stack_set} in CloudFormation, then try again",
            )
    raise AwsError(
        Fault.TIMED_OUT,
        purpose,
        f"operation {operation} did not finish within {_LONGEST / 60:.0f} minutes",
        help="it continues in AWS; run the command again later",
    )
