"""Policy documents, each statement exactly as in Copilot 1.34.1, so that a live role doesn't change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from troposphere import AWSHelperFn, Join, Sub

from pilothouse.ir import names
from pilothouse.ir.context import ArtifactBucket
from pilothouse.ir.graph import CodeCommitSource, ConnectionSource, Graph, Stage
from pilothouse.passes.emit.source import connection_arn

Statement = dict[str, Any]


def document(statements: Sequence[Statement] | None) -> dict[str, Any]:
    """Return a policy document with these statements."""
    return {"Version": "2012-10-17", "Statement": statements}


def allow(actions: Sequence[str], resource: object, **more: object) -> Statement:
    """Return a statement that allows actions on a resource."""
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource, **more}


def trust(service: str) -> dict[str, Any]:
    """Return a trust policy that lets a service assume the role."""
    return document([{"Effect": "Allow", "Principal": {"Service": [service]}, "Action": ["sts:AssumeRole"]}])


def boundary(graph: Graph) -> dict[str, AWSHelperFn]:
    """Return a role's permissions boundary as a keyword, or nothing."""
    if not graph.permissions_boundary:
        return {}
    arn = f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:policy/{graph.permissions_boundary}"
    return {"PermissionsBoundary": Sub(arn)}


def manager_role(graph: Graph, stage: Stage) -> str:
    """Return the ARN of the role that deploys to a stage's environment."""
    return names.manager_role_arn(graph.partition, stage.environment.account, graph.application, stage.name)


def assume_managers(graph: Graph, stages: Sequence[Stage]) -> dict[str, Any]:
    """Allow a build to assume the manager roles of stages. Without stages Copilot writes null as the list."""
    statements = [allow(["sts:AssumeRole"], manager_role(graph, stage)) for stage in stages]
    return document(statements or None)


def bucket_arns(graph: Graph) -> list[AWSHelperFn]:
    """Return the ARNs of each artifact bucket and of its content."""
    return [arn for bucket in graph.artifact_buckets for arn in _bucket_arns(graph.partition, bucket)]


def _bucket_arns(partition: str, bucket: ArtifactBucket) -> list[AWSHelperFn]:
    prefix = f"arn:{partition}:s3:::"
    return [Join("", [prefix, bucket.bucket]), Join("", [prefix, bucket.bucket, "/*"])]


def key_arns(graph: Graph) -> list[str]:
    """Return the ARN of each artifact key."""
    return [bucket.kms_key_arn for bucket in graph.artifact_buckets]


def build_policy(graph: Graph) -> dict[str, Any]:
    """Return the policy of the build project and of every action's project."""
    reports = (
        f"arn:{graph.partition}:codebuild:${{AWS::Region}}:${{AWS::AccountId}}"
        f":report-group/pipeline-{graph.application}-*"
    )
    tagged = {"StringEquals": {"ecr:ResourceTag/copilot-application": graph.application}}
    return document(
        [
            allow(REPORT_ACTIONS, Sub(reports)),
            allow(["s3:PutObject", "s3:GetObject", "s3:GetObjectVersion"], bucket_arns(graph)),
            allow(["kms:*"], key_arns(graph)),
            allow(
                ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
                f"arn:{graph.partition}:logs:*:*:*",
            ),
            allow(["ecr:GetAuthorizationToken"], "*"),
            allow(ECR_ACTIONS, "*", Condition=tagged),
            *_clone(graph),
        ]
    )


def _clone(graph: Graph) -> list[Statement]:
    """Allow the build to clone the repository itself."""
    source = graph.source
    match source:
        case CodeCommitSource(output_artifact_format="CODEBUILD_CLONE_REF"):
            arn = "arn:${AWS::Partition}:codecommit:${AWS::Region}:${AWS::AccountId}:" + source.repository
            return [allow(["codecommit:GitPull"], Sub(arn))]
        case ConnectionSource(output_artifact_format="CODEBUILD_CLONE_REF"):
            return [allow([f"{connection_service(source)}:UseConnection"], connection_arn(source))]
        case _:
            return []


def connection_service(source: ConnectionSource) -> str:
    """Return the prefix of a connection's actions: IAM requires the one in the connection's own ARN.

    Source: Developer Tools console user guide, "Connections rename" (ARNs since July 2024).
    """
    is_renamed = source.connection_arn.split(":")[2:3] == ["codeconnections"]
    return "codeconnections" if is_renamed else "codestar-connections"


REPORT_ACTIONS = (
    "codebuild:CreateReportGroup",
    "codebuild:CreateReport",
    "codebuild:UpdateReport",
    "codebuild:BatchPutTestCases",
    "codebuild:BatchPutCodeCoverages",
)
ECR_ACTIONS = (
    "ecr:DescribeImageScanFindings",
    "ecr:GetLifecyclePolicyPreview",
    "ecr:GetDownloadUrlForLayer",
    "ecr:BatchGetImage",
    "ecr:DescribeImages",
    "ecr:ListTagsForResource",
    "ecr:BatchCheckLayerAvailability",
    "ecr:GetLifecyclePolicy",
    "ecr:GetRepositoryPolicy",
    "ecr:PutImage",
    "ecr:InitiateLayerUpload",
    "ecr:UploadLayerPart",
    "ecr:CompleteLayerUpload",
)
