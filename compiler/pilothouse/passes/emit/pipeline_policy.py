"""The permissions of the pipeline's role."""

from __future__ import annotations

from typing import Any

from pilothouse.ir.graph import CodeCommitSource, ConnectionSource, Graph
from pilothouse.passes.emit.policies import (
    Statement,
    allow,
    bucket_arns,
    connection_service,
    document,
    key_arns,
    manager_role,
)
from pilothouse.passes.emit.source import connection_arn


def pipeline_policy(graph: Graph) -> dict[str, Any]:
    """Return the pipeline role's policy document."""
    uses_connection = isinstance(graph.source, ConnectionSource)
    objects = ["s3:PutObjectAcl", "s3:GetObjectAcl"] if uses_connection else []
    return document(
        [
            allow(_service_actions(graph), ["*"]),
            *_connection_statements(graph),
            allow(["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"], key_arns(graph)),
            allow([*BUCKET_ACTIONS, *objects], bucket_arns(graph)),
            allow(["sts:AssumeRole"], [manager_role(graph, stage) for stage in graph.stages] or None),
        ]
    )


def _service_actions(graph: Graph) -> list[str]:
    source = graph.source
    clones = isinstance(source, CodeCommitSource) and source.output_artifact_format
    return [
        "codepipeline:*",
        *CODECOMMIT_ACTIONS,
        *(["codecommit:GetRepository"] if clones else []),
        *DEPLOY_ACTIONS,
    ]


def _connection_statements(graph: Graph) -> list[Statement]:
    if not isinstance(graph.source, ConnectionSource):
        return []
    service = connection_service(graph.source)
    actions = CONNECTION_ACTIONS
    if service == "codestar-connections":
        actions += UNKNOWN_CONNECTION_ACTIONS
    return [allow([f"{service}:{action}" for action in actions], [connection_arn(graph.source)])]


CODECOMMIT_ACTIONS = (
    "codecommit:GetBranch",
    "codecommit:GetCommit",
    "codecommit:UploadArchive",
    "codecommit:GetUploadArchiveStatus",
    "codecommit:CancelUploadArchive",
)
DEPLOY_ACTIONS = (
    "iam:ListRoles",
    "cloudformation:Describe*",
    "cloudFormation:List*",
    "codebuild:BatchGetBuilds",
    "codebuild:StartBuild",
    "cloudformation:CreateStack",
    "cloudformation:DeleteStack",
    "cloudformation:DescribeStacks",
    "cloudformation:UpdateStack",
    "cloudformation:CreateChangeSet",
    "cloudformation:DeleteChangeSet",
    "cloudformation:DescribeChangeSet",
    "cloudformation:ExecuteChangeSet",
    "cloudformation:SetStackPolicy",
    "cloudformation:ValidateTemplate",
    "iam:PassRole",
    "s3:ListAllMyBuckets",
    "s3:GetBucketLocation",
)
CONNECTION_ACTIONS: tuple[str, ...] = (
    "CreateConnection",
    "DeleteConnection",
    "GetConnection",
    "ListConnections",
    "GetIndividualAccessToken",
    "GetInstallationUrl",
    "ListInstallationTargets",
    "StartOAuthHandshake",
    "UpdateConnectionInstallation",
    "UseConnection",
    "RegisterAppCode",
    "StartAppRegistrationHandshake",
)
UNKNOWN_CONNECTION_ACTIONS: tuple[str, ...] = (
    "StartUploadArchiveToS3",
    "GetUploadArchiveToS3Status",
    "PassConnection",
    "PassedToService",
)
"""Copilot grants these, too. Only PassConnection is a real IAM action, and a pipeline needs none of them."""
BUCKET_ACTIONS = ("s3:PutObject", "s3:GetBucketPolicy", "s3:GetObject", "s3:ListBucket")
