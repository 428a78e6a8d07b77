"""A context as the file that the compiler reads: commented, and the same bytes for the same context."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment
from pilothouse.yaml_text.scalar import inline_text

_HEADER = """\
# Facts about AWS accounts, so that the compiler runs offline and writes the same template everywhere.
# Written by `pilothouse context pull`, which overwrites edits. Commit it: it contains no secrets.
version: 1
"""


def context_yaml(context: Context) -> str:
    """Write a context."""
    sections = (
        _application(context.application),
        _environments(context.environments),
        _entries("workloads", "Services and jobs of the application, and their types.", context.workloads),
        _buckets(context.artifact_buckets),
        _entries("connections", "Connections that the manifests name, and their ARNs.", context.connections),
        _legacy(context.legacy_pipelines),
    )
    return _HEADER + "".join("\n" + "\n".join(section) + "\n" for section in sections)


def _application(application: Application) -> Iterator[str]:
    yield "# `region` is where the pipelines run."
    yield "application:"
    yield from _texts(
        "  ", {"name": application.name, "account": application.account, "region": application.region}
    )
    if application.tags:
        yield "  tags:"
        yield from _texts("    ", application.tags)
    if application.permissions_boundary:
        yield from _texts("  ", {"permissions_boundary": application.permissions_boundary})


def _environments(environments: Mapping[str, Environment]) -> Iterator[str]:
    yield "# The targets of stages."
    yield "environments:" if environments else "environments: {}"
    for environment in environments.values():
        yield f"  {inline_text(environment.name)}:"
        yield from _texts(
            "    ",
            {
                "account": environment.account,
                "region": environment.region,
                "manager_role_arn": environment.manager_role_arn,
                "execution_role_arn": environment.execution_role_arn,
            },
        )


def _buckets(buckets: tuple[ArtifactBucket, ...]) -> Iterator[str]:
    yield "# The artifact bucket of each region, in the order of the template."
    yield "artifact_buckets:" if buckets else "artifact_buckets: []"
    for bucket in buckets:
        yield f"  - region: {inline_text(bucket.region)}"
        yield from _texts("    ", {"bucket": bucket.bucket, "kms_key_arn": bucket.kms_key_arn})


def _entries(name: str, comment: str, entries: Mapping[str, str]) -> Iterator[str]:
    yield f"# {comment}"
    yield f"{name}:" if entries else f"{name}: {{}}"
    yield from _texts("  ", entries)


def _legacy(names: frozenset[str]) -> Iterator[str]:
    yield "# Pipelines deployed before names had the prefix `pipeline-APP-`."
    yield "legacy_pipelines:" if names else "legacy_pipelines: []"
    yield from (f"  - {inline_text(name)}" for name in sorted(names))


def _texts(indent: str, texts: Mapping[str, str]) -> Iterator[str]:
    return (f"{indent}{inline_text(key)}: {inline_text(value)}" for key, value in texts.items())
