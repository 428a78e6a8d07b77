"""An account before a pipeline is created: Copilot's application and its resources."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ACCOUNT = "123456789012"  # moto's own, in which every call without other credentials runs
OTHER_ACCOUNT = "210987654321"
REGION = "us-west-2"


def partition(region: str) -> str:
    """The partition of a region, as ARNs begin with it."""
    return "aws-us-gov" if region.startswith("us-gov-") else "aws-cn" if region.startswith("cn-") else "aws"


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment. Its roles are Copilot's by name unless given."""

    name: str
    region: str = REGION
    account: str = ACCOUNT
    manager_role_arn: str = ""
    execution_role_arn: str = ""


@dataclass(frozen=True, slots=True)
class Workload:
    """A service or job; `local` if the workspace has its folder, `registered` if the account knows it."""

    name: str
    kind: str = "Backend Service"
    local: bool = True
    registered: bool = True


@dataclass(frozen=True, slots=True)
class World:
    """An application in one account.

    `connections` are names of connections that are there and available; the ARNs of `newer_connections` have
    the prefix that AWS gives since July 2024.
    """

    application: str
    region: str = REGION
    tags: Mapping[str, str] = field(default_factory=dict)
    permissions_boundary: str = ""
    environments: tuple[Environment, ...] = ()
    workloads: tuple[Workload, ...] = ()
    connections: tuple[str, ...] = ()
    newer_connections: tuple[str, ...] = ()
    legacy_pipelines: tuple[str, ...] = ()

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions of artifact buckets, in the stack set's order: the environments', then its own."""
        return tuple(dict.fromkeys([*(e.region for e in self.environments), self.region]))

    def manager_role(self, environment: Environment) -> str:
        """The role that a pipeline assumes to deploy into the environment."""
        return environment.manager_role_arn or self._role(environment, "EnvManagerRole")

    def execution_role(self, environment: Environment) -> str:
        """The role that CloudFormation takes to deploy into the environment."""
        return environment.execution_role_arn or self._role(environment, "CFNExecutionRole")

    def _role(self, environment: Environment, kind: str) -> str:
        role = f"{self.application}-{environment.name}-{kind}"
        return f"arn:{partition(self.region)}:iam::{environment.account}:role/{role}"
