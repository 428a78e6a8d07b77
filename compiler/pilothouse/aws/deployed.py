"""The deployed pipelines of an application, found as Copilot finds them: by their tags."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.account import Account
from pilothouse.aws.ports.pipelines import TaggedPipeline
from pilothouse.aws.pull import read_application
from pilothouse.ir.names import PIPELINE_TAG, stack_name


@dataclass(frozen=True, slots=True)
class DeployedPipeline:
    """A pipeline by the name in its manifest and by its name in AWS; a legacy one has only one name."""

    name: str
    real_name: str
    application: str
    account: str
    region: str

    @property
    def is_legacy(self) -> bool:
        """Whether it was deployed before names had a prefix."""
        return self.name == self.real_name

    @property
    def stack(self) -> str:
        """The name of its stack."""
        return self.name if self.is_legacy else stack_name(self.application, self.name)


def list_deployed(account: Account, application: str) -> tuple[DeployedPipeline, ...]:
    """Return an application's pipelines, by name.

    Raises AwsError, also if there is no such application in this account and region.
    """
    found = [_deployed(one, application, account.region) for one in account.pipelines.tagged(application)]
    if not found:
        read_application(account, application)
    return tuple(sorted(found, key=lambda one: (one.name, one.real_name)))


def _deployed(pipeline: TaggedPipeline, application: str, region: str) -> DeployedPipeline:
    name = pipeline.tags.get(PIPELINE_TAG, pipeline.name)
    return DeployedPipeline(name, pipeline.name, application, pipeline.account, region)
