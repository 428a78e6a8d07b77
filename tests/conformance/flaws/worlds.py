"""Worlds that the client doesn't look at."""

from tests.conformance.case import Case


def distant_region(case: Case) -> bool:
    """A pipeline in a region that doesn't offer every service."""
    return case.world.region not in ("us-west-2", "us-east-1", "eu-west-1")


def contradictory_account(case: Case) -> bool:
    """An environment whose roles are in another account or partition than the environment."""
    partition = "aws-us-gov" if other_partition(case) else "aws"
    return any(
        not role.startswith(f"arn:{partition}:iam::{environment.account}:")
        for environment in case.world.environments
        for role in (case.world.manager_role(environment), case.world.execution_role(environment))
    )


def other_partition(case: Case) -> bool:
    """A world outside the partition `aws`."""
    return case.world.region.startswith("us-gov-")
