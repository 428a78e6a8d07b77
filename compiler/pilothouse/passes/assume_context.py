"""A made-up context in which everything that a manifest names exists, to check the rest of it."""

from __future__ import annotations

from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment
from pilothouse.ir.document import Document
from pilothouse.ir.manifest import Provider
from pilothouse.ir.reader import Reader
from pilothouse.ir.repository import read_repository

ACCOUNT = "111111111111"
REGION = "us-east-1"


def assume_context(document: Document | None, application: str, workloads: tuple[str, ...]) -> Context:
    """Assume that the environments and connections of a manifest exist.

    Input: a document of any shape, or none, and the local workloads if they are known. Output: a context with
    one region (CodeCommit's, if the repository names it) and a different account for each environment, since
    it is unknown whether any two share one. Never deploy anything compiled from it.
    """
    root = Reader(document) if document else None
    properties = root.child("source").child("properties").data if root else None
    region = _region(properties)
    environments = [
        _environment(application, name, region, str(int(ACCOUNT) + index))
        for index, name in enumerate(dict.fromkeys(_stage_names(root)))
    ]
    connection = properties.get("connection_name") if isinstance(properties, dict) else None
    service = f"codestar-connections:{region}:{ACCOUNT}"
    return Context(
        path="copilot/context.yml",
        application=Application(application, ACCOUNT, region),
        environments={environment.name: environment for environment in environments},
        workloads=dict.fromkeys(workloads or _deployment_names(root), ""),
        artifact_buckets=(
            ArtifactBucket(region, "artifacts", f"arn:aws:kms:{region}:{ACCOUNT}:key/{application}"),
        ),
        connections={connection: f"arn:aws:{service}:connection/x"} if isinstance(connection, str) else {},
        is_assumed=True,
    )


def _stages(root: Reader | None) -> list[dict[str, object]]:
    stages = root.child("stages").data if root else None
    return [stage for stage in stages if isinstance(stage, dict)] if isinstance(stages, list) else []


def _stage_names(root: Reader | None) -> list[str]:
    names = [stage.get("name") for stage in _stages(root)]
    return [str(name) for name in names if isinstance(name, str | int | float)]


def _deployment_names(root: Reader | None) -> tuple[str, ...]:
    groups = [stage.get("deployments") for stage in _stages(root)]
    names = [str(name) for group in groups if isinstance(group, dict) for name in group]
    return tuple(names) or ("workload",)


def _region(properties: object) -> str:
    url = properties.get("repository") if isinstance(properties, dict) else None
    repository = read_repository(Provider.CODECOMMIT, url) if isinstance(url, str) else None
    return (repository.region if repository else "") or REGION


def _environment(application: str, name: str, region: str, account: str) -> Environment:
    role = f"arn:aws:iam::{account}:role/{application}-{name}"
    return Environment(name, account, region, f"{role}-EnvManagerRole", f"{role}-CFNExecutionRole")
