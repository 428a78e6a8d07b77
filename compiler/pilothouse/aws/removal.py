"""Find everything that belongs to a pipeline before deleting it."""

from __future__ import annotations

from pilothouse.aws.account import Account
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.stacks import DeployedStack
from pilothouse.aws.survey import belongs_to
from pilothouse.ir.names import APPLICATION_TAG, stack_name


def find_pipeline_stack(account: Account, application: str, pipeline: str) -> DeployedStack | None:
    """Return a pipeline's stack, by its name with the prefix or else by its legacy name; None if it has none.

    Looks for stacks, not tagged pipelines, so that a pipeline whose creation failed is found too.
    """
    with parallel() as pool:
        legacy = pool.submit(account.stacks.describe, pipeline)
        stack = account.stacks.describe(stack_name(application, pipeline))
        candidates = (stack, legacy.result())
    return next((one for one in candidates if one and belongs_to(one, application)), None)


def legacy_secret(pipeline: str) -> str:
    """Name the secret that held a pipeline's GitHub token, before connections."""
    return f"github-token-{pipeline.removeprefix('pipeline-')}"


def find_secret(account: Account, name: str) -> bool:
    """Whether there is a legacy secret. Raises AwsError if it is not Copilot's."""
    tags = account.secrets.tags(name)
    if tags is not None and APPLICATION_TAG not in tags:
        raise AwsError(
            Fault.REFUSED,
            f"delete secret {name}",
            f"it has no tag {APPLICATION_TAG}, so it may not be Copilot's",
            help="check it, and delete it in Secrets Manager if you no longer need it",
        )
    return tags is not None


def delete_secret(account: Account, name: str) -> bool:
    """Delete a legacy secret; return whether it still existed. Raises AwsError if it is not Copilot's."""
    if not find_secret(account, name):
        return False
    account.secrets.delete(name)
    return True
