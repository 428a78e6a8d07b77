"""Manifests and contexts made by hand, for passes and rules that are tested without a parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Value
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
from pilothouse.rules.base import Rule, Subject

ACCOUNT = "123456789012"


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


def action(name: str, *depends_on: str, group: str = "pre_deployments", stage: int = 0) -> ActionEntry:
    """An action with a buildspec."""
    return ActionEntry(name, f"ci/{name}.yml", depends_on, ("stages", stage, group, name))


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
        "path": "manifest.yml",
        "directory": "copilot/pipelines/main",
        "name": "main",
        "version": 1,
        "source": source(),
        "build": build(),
        "stages": stages or (stage(),),
    }
    return Manifest(**{**fields, **more})


def environment(name: str, region: str = "us-west-2", account: str = ACCOUNT) -> Environment:
    """An environment with roles of Copilot's names."""
    role = f"arn:aws:iam::{account}:role/demo-{name}"
    origin = ("environments", name)
    return Environment(name, account, region, f"{role}-EnvManagerRole", f"{role}-CFNExecutionRole", origin)


def context(*environments: Environment, regions: tuple[str, ...] = ("us-west-2",), **more: Any) -> Context:
    """A context of the application `demo` with the environments test and prod unless others are given."""
    known = environments or (environment("test"), environment("prod"))
    fields = {
        "path": "context.yml",
        "application": Application("demo", ACCOUNT, "us-west-2"),
        "environments": {one.name: one for one in known},
        "workloads": {"api": "Backend Service"},
        "artifact_buckets": tuple(
            ArtifactBucket(region, f"bucket-{region}", f"arn:aws:kms:{region}:{ACCOUNT}:key/k")
            for region in regions
        ),
    }
    return Context(**{**fields, **more})


def subject(
    manifest_: Manifest, context_: Context | None = None, workloads: tuple[str, ...] = ("api",)
) -> Subject:
    """What a rule looks at."""
    return Subject(manifest_, context_ or context(), workloads)


def findings(
    rule: Rule, manifest_: Manifest, context_: Context | None = None, workloads: tuple[str, ...] = ("api",)
) -> list[tuple[str, str, str]]:
    """Ask a rule: for each finding its slug, its place (`key stages.0.name`) and its help."""
    found = rule(subject(manifest_, context_, workloads))
    return [(finding.code.slug, where(finding), finding.help) for finding in found]


def places(rule: Rule, manifest_: Manifest, context_: Context | None = None) -> list[str]:
    """Ask a rule, and return only where its findings are."""
    return [where(finding) for finding in rule(subject(manifest_, context_))]


def where(finding: Diagnostic) -> str:
    """Write a finding's symbolic place: `key stages.0.name`."""
    anchor = finding.place.anchor
    assert isinstance(anchor, Key | Value)
    return " ".join([type(anchor).__name__.lower(), ".".join(_steps(anchor.route))]).rstrip()


def _steps(route: tuple[str | int, ...]) -> Iterator[str]:
    return (str(step) for step in route)
