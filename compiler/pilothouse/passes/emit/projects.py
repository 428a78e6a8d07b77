"""Common parts of CodeBuild projects."""

from __future__ import annotations

from typing import Any

from troposphere import ImportValue, Ref, Sub, codebuild

from pilothouse.ir.graph import Graph
from pilothouse.passes.emit.origin import BOUNDARY, Origin, Origins
from pilothouse.passes.emit.policies import boundary, trust
from pilothouse.source.route import Route

COMPUTE_TYPE = "BUILD_GENERAL1_SMALL"
TIMEOUT_MINUTES = 60


def artifact_key(graph: Graph) -> ImportValue:
    """Refer to the key that encrypts artifacts in the pipeline's own region."""
    return ImportValue(f"{graph.application}-ArtifactKey")


def role_origins(route: Route) -> Origins:
    """Return what decides the properties that every role has."""
    return {("Properties", "PermissionsBoundary"): Origin(route, (), (BOUNDARY,))}


def role_properties(graph: Graph) -> dict[str, Any]:
    """Return the properties that every build role has."""
    managed = f"arn:{graph.partition}:iam::aws:policy"
    return {
        "Path": "/",
        "AssumeRolePolicyDocument": trust("codebuild.amazonaws.com"),
        "ManagedPolicyArns": [
            f"{managed}/AmazonSSMReadOnlyAccess",
            f"{managed}/AWSCloudFormationReadOnlyAccess",
        ],
        **boundary(graph),
    }


def project_properties(
    image: str, environment_type: str, buildspec: str, variables: dict[str, str]
) -> dict[str, Any]:
    """Return the properties of a project that takes its source from the pipeline."""
    given = [codebuild.EnvironmentVariable(Name=name, Value=value) for name, value in variables.items()]
    return {
        "Artifacts": codebuild.Artifacts(Type="CODEPIPELINE"),
        "Cache": codebuild.ProjectCache(Type="LOCAL", Modes=["LOCAL_DOCKER_LAYER_CACHE"]),
        "Environment": codebuild.Environment(
            Type=environment_type,
            ComputeType=COMPUTE_TYPE,
            PrivilegedMode=True,
            Image=image,
            EnvironmentVariables=[
                codebuild.EnvironmentVariable(Name="AWS_ACCOUNT_ID", Value=Sub("${AWS::AccountId}")),
                codebuild.EnvironmentVariable(Name="PARTITION", Value=Ref("AWS::Partition")),
                *given,
            ],
        ),
        "Source": codebuild.Source(Type="CODEPIPELINE", BuildSpec=buildspec),
        "TimeoutInMinutes": TIMEOUT_MINUTES,
    }
