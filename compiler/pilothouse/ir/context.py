"""The AWS accounts that a manifest is compiled for: the facts that Copilot would query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pilothouse.diagnostics.locate import Source
from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class Application:
    """A Copilot application; `account` has 12 digits, `permissions_boundary` is a policy's name or empty."""

    name: str
    account: str
    region: str
    tags: Mapping[str, str] = field(default_factory=dict)
    permissions_boundary: str = ""


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment to deploy to: its account and region, and the roles that are assumed there."""

    name: str
    account: str
    region: str
    manager_role_arn: str
    execution_role_arn: str
    origin: Route = ()


@dataclass(frozen=True, slots=True)
class ArtifactBucket:
    """The location of a region's artifacts, and the key that encrypts them."""

    region: str
    bucket: str
    kms_key_arn: str


@dataclass(frozen=True, slots=True)
class Context:
    """Everything outside the manifest that determines the template.

    `workloads` maps names to types (`Backend Service`); `connections` names to ARNs; `artifact_buckets` keep
    the order of the template; `legacy_pipelines` were deployed before names had a prefix. A context that
    `is_assumed` was made up from the manifest: its account and region don't exist. `source` is its file, None
    if it was not read from one.
    """

    path: str
    application: Application
    environments: Mapping[str, Environment] = field(default_factory=dict)
    workloads: Mapping[str, str] = field(default_factory=dict)
    artifact_buckets: tuple[ArtifactBucket, ...] = ()
    connections: Mapping[str, str] = field(default_factory=dict)
    legacy_pipelines: frozenset[str] = frozenset()
    is_assumed: bool = False
    source: Source | None = field(default=None, compare=False, repr=False)
