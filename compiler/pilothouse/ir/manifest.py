"""A typed pipeline manifest. Every node has its origin: the route to it in the document."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pilothouse.source.route import Route


class Provider(StrEnum):
    """The host of the source, as a manifest spells it. GitHubV1 uses an access token, not a connection."""

    GITHUB = "GitHub"
    GITHUB_V1 = "GitHubV1"
    BITBUCKET = "Bitbucket"
    CODECOMMIT = "CodeCommit"


@dataclass(frozen=True, slots=True)
class SourceSection:
    """The `source` section. Missing texts are empty; `branch` has its default."""

    provider: Provider
    repository: str
    branch: str
    access_token_secret: str
    connection_name: str
    connection_arn: str
    output_artifact_format: str
    origin: Route


@dataclass(frozen=True, slots=True)
class BuildSection:
    """The `build` section. Missing texts are empty; `additional_policy` is a policy document."""

    image: str
    buildspec: str
    additional_policy: dict[str, Any] | None
    origin: Route


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """One entry of `pre_deployments` or `post_deployments`."""

    name: str
    buildspec: str
    depends_on: tuple[str, ...]
    origin: Route


@dataclass(frozen=True, slots=True)
class DeploymentEntry:
    """One entry of `deployments`. Missing texts are empty."""

    name: str
    depends_on: tuple[str, ...]
    stack_name: str
    template_path: str
    template_config: str
    origin: Route


@dataclass(frozen=True, slots=True)
class StageSection:
    """One entry of `stages`. No deployments means every local workload."""

    name: str
    requires_approval: bool
    pre_deployments: tuple[ActionEntry, ...]
    deployments: tuple[DeploymentEntry, ...]
    post_deployments: tuple[ActionEntry, ...]
    test_commands: tuple[str, ...]
    origin: Route


@dataclass(frozen=True, slots=True)
class Manifest:
    """A whole version-1 manifest. `directory` is the manifest's folder from the workspace root, with `/`."""

    path: str
    directory: str
    name: str
    version: int | None
    """None if the manifest has no version."""
    source: SourceSection
    build: BuildSection
    stages: tuple[StageSection, ...]
