"""The pipeline as a graph: stages in order, their actions with run orders and dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pilothouse.ir.context import ArtifactBucket, Environment
from pilothouse.source.route import Route


class ActionKind(StrEnum):
    """The purpose of an action, in the order in which a stage's groups run; test replaces post."""

    APPROVAL = "approval"
    PRE_DEPLOYMENT = "pre-deployment"
    DEPLOYMENT = "deployment"
    POST_DEPLOYMENT = "post-deployment"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Action:
    """The common parts of every action. `depends_on` names actions of the same stage (not manifest keys)."""

    kind: ActionKind
    name: str
    run_order: int
    depends_on: tuple[str, ...]
    origin: Route


@dataclass(frozen=True, slots=True)
class Approval(Action):
    """A manual approval."""


@dataclass(frozen=True, slots=True)
class BuildAction(Action):
    """A pre- or post-deployment action: a CodeBuild project with its own role."""

    project_id: str
    role_id: str
    output_artifact: str
    buildspec: str


@dataclass(frozen=True, slots=True)
class DeployAction(Action):
    """A CloudFormation deployment of one stack."""

    deployment: str
    stack_name: str
    template_path: str
    template_config: str


@dataclass(frozen=True, slots=True)
class TestAction(Action):
    """Commands run by a CodeBuild project with an inline buildspec."""

    __test__ = False  # not a test case for pytest, despite the name

    project_id: str
    commands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A deployment stage: `name` is the environment's, `full_name` the one in the pipeline."""

    name: str
    full_name: str
    environment: Environment
    approval: Approval | None
    pre_deployments: tuple[BuildAction, ...]
    deployments: tuple[DeployAction, ...]
    post_deployments: tuple[BuildAction, ...]
    test: TestAction | None
    origin: Route

    @property
    def is_deployed(self) -> bool:
        """Whether the stage is part of the pipeline: one without deployments is dropped."""
        return bool(self.deployments)

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions in the order in which the template lists them."""
        return (
            *([self.approval] if self.approval else []),
            *self.pre_deployments,
            *self.post_deployments,
            *self.deployments,
            *([self.test] if self.test else []),
        )


@dataclass(frozen=True, slots=True)
class ConnectionSource:
    """A repository behind a connection. If the ARN is empty, the template creates the connection."""

    provider: str
    owner: str
    repository: str
    branch: str
    connection_arn: str
    connection_name: str
    output_artifact_format: str
    origin: Route
    known_as: str = ""
    """Its name in the context, if it has one there."""

    @property
    def full_repository_id(self) -> str:
        """`OWNER/REPOSITORY`."""
        return f"{self.owner}/{self.repository}"


@dataclass(frozen=True, slots=True)
class TokenSource:
    """A GitHub repository read with an access token, named by its secret in Secrets Manager."""

    owner: str
    repository: str
    branch: str
    secret: str
    origin: Route


@dataclass(frozen=True, slots=True)
class CodeCommitSource:
    """A CodeCommit repository."""

    repository: str
    branch: str
    output_artifact_format: str
    origin: Route


Source = ConnectionSource | TokenSource | CodeCommitSource


@dataclass(frozen=True, slots=True)
class Build:
    """The build project. `additional_policy` is a policy document as plain data, or None."""

    image: str
    environment_type: str
    buildspec: str
    additional_policy: dict[str, Any] | None
    origin: Route


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything that the template says, independent of CloudFormation."""

    application: str
    name: str
    stack_name: str
    is_legacy: bool
    partition: str
    source: Source
    build: Build
    stages: tuple[Stage, ...]
    artifact_buckets: tuple[ArtifactBucket, ...]
    permissions_boundary: str
    tags: Mapping[str, str]
    context_path: str = ""

    @property
    def deployed_stages(self) -> tuple[Stage, ...]:
        """The stages that the pipeline has, in order."""
        return tuple(stage for stage in self.stages if stage.is_deployed)

    def actions(self) -> Iterator[Action]:
        """All actions of the pipeline's deployment stages, stage by stage."""
        for stage in self.deployed_stages:
            yield from stage.actions
