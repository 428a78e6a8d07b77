"""Manifests and contexts made by hand, for passes and rules that are tested without a parser."""

from __future__ import annotations

from collections.abc import Iterable
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


def source(**more: Any) -> SourceSection:
    """A source: a GitHub repository by a connection of the template's own."""
    fields = {
        "provider": Provider.GITHUB,
        "repository": "https://github.com/example/shop",
        "branch": "main",
        "access_token_secret": "",
        "connection_name": "",
        "connection_arn": "",
        "output_artifact_format": "",
        "origin": ("source",),
    }
    return SourceSection(**{**fields, **more})


def build(**more: Any) -> BuildSection:
    """A build with nothing given."""
    return BuildSection(
        **{"image": "", "buildspec": "", "additional_policy": None, "origin": ("build",), **more}
    )


def action(
    name: str, *depends_on: str, group: str = "pre_deployments", stage: int = 0, buildspec: str = ""
) -> ActionEntry:
    """An action with a buildspec."""
    return ActionEntry(name, buildspec or f"ci/{name}.yml", depends_on, ("stages", stage, group, name))


def deployment(name: str, *depends_on: str, stage: int = 0, **more: Any) -> DeploymentEntry:
    """A deployment."""
    fields = {"stack_name": "", "template_path": "", "template_config": "", **more}
    return DeploymentEntry(name, depends_on, **fields, origin=("stages", stage, "deployments", name))


def stage(name: str = "test", index: int = 0, **more: Any) -> StageSection:
    """A stage with nothing but its name."""
    fields = {
        "requires_approval": False,
        "pre_deployments": (),
        "deployments": (),
        "post_deployments": (),
        "test_commands": (),
    }
    return StageSection(name=name, origin=("stages", index), **{**fields, **more})


def manifest(*stages: StageSection, **more: Any) -> Manifest:
    """A manifest called `main`, with one stage unless others are given."""
    fields = {
        "path": PATH,
        "directory": "copilot/pipelines/main",
        "name": "main",
        "version": 1,
        "source": source(),
        "build": build(),
        "stages": stages or (stage(),),
    }
    return Manifest(**{**fields, **more})


def environment(name: str, region: str = REGION, account: str = ACCOUNT) -> Environment:
    """An environment with roles of Copilot's names."""
    role = f"arn:aws:iam::{account}:role/demo-{name}"
    origin = ("environments", name)
    return Environment(name, account, region, f"{role}-EnvManagerRole", f"{role}-CFNExecutionRole", origin)


def bucket(region: str = REGION) -> ArtifactBucket:
    """An artifact bucket, with a key of its region."""
    return ArtifactBucket(region, f"bucket-{region}", f"arn:aws:kms:{region}:{ACCOUNT}:key/k")


def context(
    *environments: Environment, region: str = REGION, workloads: Iterable[str] = ("api",), **more: Any
) -> Context:
    """A context of the application `demo` with the environments test and prod unless others are given."""
    known = environments or (environment("test"), environment("prod"))
    fields = {
        "path": CONTEXT_PATH,
        "application": Application("demo", ACCOUNT, region),
        "environments": {one.name: one for one in known},
        "workloads": dict.fromkeys(workloads, "Backend Service"),
        "artifact_buckets": (bucket(),),
    }
    return Context(**{**fields, **more})
