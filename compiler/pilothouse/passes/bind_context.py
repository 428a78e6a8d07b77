"""From a document to a typed context."""

from __future__ import annotations

from pilothouse.diagnostics.locate import Source
from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment
from pilothouse.ir.document import Document
from pilothouse.ir.reader import Reader


def bind_context(document: Document) -> Context:
    """Convert a context document that its schema accepts."""
    root = Reader(document)
    environments = (_environment(environment) for environment in root.entries("environments"))
    return Context(
        path=document.file.path,
        application=_application(root.child("application")),
        environments={environment.name: environment for environment in environments},
        workloads={workload.name: str(workload.data) for workload in root.entries("workloads")},
        artifact_buckets=tuple(_bucket(bucket) for bucket in root.children("artifact_buckets")),
        connections={connection.name: str(connection.data) for connection in root.entries("connections")},
        legacy_pipelines=frozenset(root.texts("legacy_pipelines")),
        source=Source(document.file, document.spans),
    )


def _application(application: Reader) -> Application:
    return Application(
        name=application.text("name"),
        account=application.text("account"),
        region=application.text("region"),
        tags={tag.name: str(tag.data) for tag in application.entries("tags")},
        permissions_boundary=application.text("permissions_boundary"),
    )


def _environment(environment: Reader) -> Environment:
    return Environment(
        name=environment.name,
        account=environment.text("account"),
        region=environment.text("region"),
        manager_role_arn=environment.text("manager_role_arn"),
        execution_role_arn=environment.text("execution_role_arn"),
        origin=environment.route,
    )


def _bucket(bucket: Reader) -> ArtifactBucket:
    return ArtifactBucket(bucket.text("region"), bucket.text("bucket"), bucket.text("kms_key_arn"))
