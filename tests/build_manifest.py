"""Manifests and contexts built by hand, for the tests of what takes a manifest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment
from pilothouse.ir.manifest import (
    ActionEntry,
    BuildSection,
    DeploymentEntry,
    Manifest,
    Provider,
    SourceSection,
    StageSection,
)

ACCOUNT, REGION = "123456789012", "us-west-2"
PATH, CONTEXT_PATH = "manifest.yml", "context.yml"


def source(**given: Any) -> SourceSection:
    default = SourceSection(
        provider=Provider.GITHUB,
        repository="https://github.com/octo/shop",
        branch="main",
        access_token_secret="",
        connection_name="",
        connection_arn="",
        output_artifact_format="",
        origin=("source",),
    )
    return replace(default, **given)


def deployment(name: str, stage: int = 0, **given: Any) -> DeploymentEntry:
    origin = ("stages", stage, "deployments", name)
    return replace(DeploymentEntry(name, (), "", "", "", origin), **given)


def action(name: str, group: str = "pre_deployments", stage: int = 0, **given: Any) -> ActionEntry:
    return replace(ActionEntry(name, "ci/run.yml", (), ("stages", stage, group, name)), **given)


def stage(name: str, index: int = 0, **given: Any) -> StageSection:
    default = StageSection(
        name=name,
        requires_approval=False,
        pre_deployments=(),
        deployments=(),
        post_deployments=(),
        test_commands=(),
        origin=("stages", index),
    )
    return replace(default, **given)


def manifest(*stages: StageSection, name: str = "main", **given: Any) -> Manifest:
    default = Manifest(
        path=PATH,
        directory="copilot/pipelines/main",
        name=name,
        version=1,
        source=source(),
        build=BuildSection("", "", None, ("build",)),
        stages=stages,
    )
    return replace(default, **given)


def build(image: str = "", buildspec: str = "", policy: dict[str, Any] | None = None) -> BuildSection:
    return BuildSection(image, buildspec, policy, ("build",))


def environment(name: str, region: str = REGION, account: str = ACCOUNT) -> Environment:
    role = f"arn:aws:iam::{account}:role/demo-{name}"
    roles = (f"{role}-EnvManagerRole", f"{role}-CFNExecutionRole")
    return Environment(name, account, region, *roles, origin=("environments", name))


def bucket(region: str = REGION) -> ArtifactBucket:
    return ArtifactBucket(region, f"artifacts-{region}", f"arn:aws:kms:{region}:{ACCOUNT}:key/{region}-key")


def context(
    *environments: Environment,
    region: str = REGION,
    workloads: Sequence[str] = (),
    buckets: Sequence[ArtifactBucket] | None = None,
) -> Context:
    return Context(
        path=CONTEXT_PATH,
        application=Application("demo", ACCOUNT, region),
        environments={one.name: one for one in environments or (environment("test"), environment("prod"))},
        workloads=dict.fromkeys(workloads, "Backend Service"),
        artifact_buckets=tuple([bucket(region)] if buckets is None else buckets),
    )
