"""The connection and the source action."""

from __future__ import annotations

from typing import Any

from troposphere import AWSHelperFn, Ref, Sub, codepipeline, codestarconnections

from pilothouse.ir import names
from pilothouse.ir.graph import CodeCommitSource, ConnectionSource, Graph, Source, TokenSource
from pilothouse.passes.emit.action_type import ActionTypeId
from pilothouse.passes.emit.origin import Origin, source_origin
from pilothouse.passes.emit.resource import Resource

CONNECTION_ID = "SourceConnection"
CONFIGURED_BY = {
    "Branch": "branch",
    "BranchName": "branch",
    "ConnectionArn": "connection_name",
    "FullRepositoryId": "repository",
    "OAuthToken": "access_token_secret",
    "Owner": "repository",
    "Repo": "repository",
    "RepositoryName": "repository",
}
"""The source action's configuration -> the property of the manifest's source that sets it."""


def connection(source: ConnectionSource) -> Resource:
    """Emit the connection for a source that doesn't name one."""
    return Resource(
        CONNECTION_ID,
        lambda: codestarconnections.Connection(
            CONNECTION_ID, ConnectionName=source.connection_name, ProviderType=source.provider
        ),
        source.origin,
        {
            (): source_origin(source, source.origin),
            ("Properties", "ConnectionName"): Origin((*source.origin, "properties", "repository")),
            ("Properties", "ProviderType"): Origin((*source.origin, "provider")),
        },
    )


def connection_arn(source: ConnectionSource) -> str | AWSHelperFn:
    """Return the connection's ARN, or a reference to the one in the template."""
    return source.connection_arn or Ref(CONNECTION_ID)


def source_action(graph: Graph) -> codepipeline.Actions:
    """Emit the source action."""
    return codepipeline.Actions(
        Name=names.source_action(graph.application),
        **_read_by(graph.source),
        OutputArtifacts=[codepipeline.OutputArtifacts(Name=names.SOURCE_ARTIFACT)],
        RunOrder=1,
    )


def _read_by(source: Source) -> dict[str, Any]:
    match source:
        case TokenSource():
            return {
                "ActionTypeId": _action_type("ThirdParty", "GitHub"),
                "Configuration": _token_configuration(source),
            }
        case ConnectionSource():
            return {
                "ActionTypeId": _action_type("AWS", "CodeStarSourceConnection"),
                "Configuration": _connection_configuration(source),
            }
        case CodeCommitSource():
            return {
                "ActionTypeId": _action_type("AWS", "CodeCommit"),
                "Configuration": _codecommit_configuration(source),
            }


def _action_type(owner: str, provider: str) -> ActionTypeId:
    return ActionTypeId(Category="Source", Owner=owner, Version=1, Provider=provider)


def _token_configuration(source: TokenSource) -> dict[str, Any]:
    token = Sub("{{resolve:secretsmanager:${SecretId}}}", SecretId=source.secret)
    return {
        "Owner": source.owner,
        "Repo": source.repository,
        "Branch": source.branch,
        "OAuthToken": token,
    }


def _connection_configuration(source: ConnectionSource) -> dict[str, Any]:
    return {
        "ConnectionArn": connection_arn(source),
        "FullRepositoryId": source.full_repository_id,
        "BranchName": source.branch,
        **_artifact_format(source.output_artifact_format),
    }


def _codecommit_configuration(source: CodeCommitSource) -> dict[str, Any]:
    return {
        "RepositoryName": source.repository,
        "BranchName": source.branch,
        **_artifact_format(source.output_artifact_format),
    }


def _artifact_format(output_artifact_format: str) -> dict[str, Any]:
    return {"OutputArtifactFormat": output_artifact_format} if output_artifact_format else {}
