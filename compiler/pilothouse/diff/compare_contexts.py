"""Two contexts compared, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment


@dataclass(frozen=True, slots=True)
class ContextChange:
    """One different value, with its path (`environments.test.region`); None: it doesn't exist."""

    path: str
    old: str | None
    new: str | None


def compare_contexts(old: Context | None, new: Context) -> tuple[ContextChange, ...]:
    """Return the differences, in the order of the file; without an old context, everything is new."""
    before = dict(_values(old)) if old else {}
    after = dict(_values(new))
    paths = [*after, *(path for path in before if path not in after)]
    return tuple(
        ContextChange(path, before.get(path), after.get(path))
        for path in paths
        if before.get(path) != after.get(path)
    )


def _values(context: Context) -> Iterator[tuple[str, str]]:
    """Yield each value with its path; empty values count as missing."""
    yield from _application(context.application)
    for environment in context.environments.values():
        yield from _environment(environment)
    for name, kind in context.workloads.items():
        yield f"workloads.{name}", kind
    for bucket in context.artifact_buckets:
        yield from _bucket(bucket)
    if len(context.artifact_buckets) > 1:
        yield "artifact_buckets", ", ".join(bucket.region for bucket in context.artifact_buckets)
    for name, arn in context.connections.items():
        yield f"connections.{name}", arn
    if context.legacy_pipelines:
        yield "legacy_pipelines", ", ".join(sorted(context.legacy_pipelines))


def _application(application: Application) -> Iterator[tuple[str, str]]:
    yield "application.name", application.name
    yield "application.account", application.account
    yield "application.region", application.region
    for key, value in application.tags.items():
        yield f"application.tags.{key}", value
    if application.permissions_boundary:
        yield "application.permissions_boundary", application.permissions_boundary


def _environment(environment: Environment) -> Iterator[tuple[str, str]]:
    path = f"environments.{environment.name}"
    yield f"{path}.account", environment.account
    yield f"{path}.region", environment.region
    yield f"{path}.manager_role_arn", environment.manager_role_arn
    yield f"{path}.execution_role_arn", environment.execution_role_arn


def _bucket(bucket: ArtifactBucket) -> Iterator[tuple[str, str]]:
    path = f"artifact_buckets.{bucket.region}"
    yield f"{path}.bucket", bucket.bucket
    yield f"{path}.kms_key_arn", bucket.kms_key_arn
