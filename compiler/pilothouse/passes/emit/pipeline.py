"""The pipeline with its role and policy."""

from __future__ import annotations

from collections.abc import Iterator

from troposphere import GetAtt, Ref, Sub, codepipeline, iam

from pilothouse.ir import names
from pilothouse.ir.context import ArtifactBucket
from pilothouse.ir.graph import Graph
from pilothouse.ir.stack import TemplatePath
from pilothouse.passes.emit.action_type import ActionTypeId
from pilothouse.passes.emit.build import PROJECT_ID
from pilothouse.passes.emit.pipeline_policy import pipeline_policy
from pilothouse.passes.emit.policies import boundary, trust
from pilothouse.passes.emit.resource import Resource
from pilothouse.passes.emit.source import CONFIGURED_BY, source_action
from pilothouse.passes.emit.stage import deployment_stage
from pilothouse.source.route import Route

ROLE_ID = "PipelineRole"
POLICY_ID = "PipelineRolePolicy"
PIPELINE_ID = "Pipeline"
_STAGES: TemplatePath = ("Properties", "Stages")


def pipeline_resources(graph: Graph) -> Iterator[Resource]:
    """Emit the pipeline's role, its policy and the pipeline."""
    yield Resource(ROLE_ID, lambda: _role(graph), ())
    yield Resource(POLICY_ID, lambda: _policy(graph), ())
    yield Resource(PIPELINE_ID, lambda: _pipeline(graph), (), _origins(graph))


def _role(graph: Graph) -> iam.Role:
    trusted = trust("codepipeline.amazonaws.com")
    return iam.Role(ROLE_ID, AssumeRolePolicyDocument=trusted, Path="/", **boundary(graph))


def _policy(graph: Graph) -> iam.PolicyType:
    return iam.PolicyType(
        POLICY_ID,
        PolicyName=Sub("${AWS::StackName}-CodepipelinePolicy"),
        PolicyDocument=pipeline_policy(graph),
        Roles=[Ref(ROLE_ID)],
    )


def _pipeline(graph: Graph) -> codepipeline.Pipeline:
    name = {"Name": Ref("AWS::StackName")} if graph.is_legacy else {}
    return codepipeline.Pipeline(
        PIPELINE_ID,
        DependsOn=[ROLE_ID, POLICY_ID],
        ArtifactStores=[_artifact_store(bucket) for bucket in graph.artifact_buckets],
        RoleArn=GetAtt(ROLE_ID, "Arn"),
        **name,
        Stages=[
            codepipeline.Stages(Name="Source", Actions=[source_action(graph)]),
            codepipeline.Stages(Name="Build", Actions=[_build_action()]),
            *(deployment_stage(stage) for stage in graph.deployed_stages),
        ],
    )


def _artifact_store(bucket: ArtifactBucket) -> codepipeline.ArtifactStoreMap:
    key = codepipeline.EncryptionKey(Id=bucket.kms_key_arn, Type="KMS")
    store = codepipeline.ArtifactStore(Type="S3", Location=bucket.bucket, EncryptionKey=key)
    return codepipeline.ArtifactStoreMap(Region=bucket.region, ArtifactStore=store)


def _build_action() -> codepipeline.Actions:
    return codepipeline.Actions(
        Name="Build",
        ActionTypeId=ActionTypeId(Category="Build", Owner="AWS", Version=1, Provider="CodeBuild"),
        Configuration={"ProjectName": Ref(PROJECT_ID)},
        RunOrder=1,
        InputArtifacts=[codepipeline.InputArtifacts(Name=names.SOURCE_ARTIFACT)],
        OutputArtifacts=[codepipeline.OutputArtifacts(Name=names.BUILD_ARTIFACT)],
    )


_DEPLOYED_BY = {
    "StackName": "stack_name",
    "TemplatePath": "template_path",
    "TemplateConfiguration": "template_config",
}
"""A deployment's configuration -> the key of the manifest that decides it."""


def _origins(graph: Graph) -> dict[TemplatePath, Route]:
    origins: dict[TemplatePath, Route] = {
        **({("Properties", "Name"): ("name",)} if graph.is_legacy else {}),
        (*_STAGES, 0): graph.source.origin,
        **{
            (*_STAGES, 0, "Actions", 0, "Configuration", key): (*graph.source.origin, "properties", written)
            for key, written in CONFIGURED_BY.items()
        },
        (*_STAGES, 0, "Actions", 0, "ActionTypeId"): (*graph.source.origin, "provider"),
        (*_STAGES, 1): graph.build.origin,
    }
    for index, stage in enumerate(graph.deployed_stages, start=2):
        origins[*_STAGES, index] = stage.origin
        for position, action in enumerate(stage.actions):
            place = (*_STAGES, index, "Actions", position)
            origins[place] = action.origin
            for key, written in _DEPLOYED_BY.items():
                origins[*place, "Configuration", key] = (*action.origin, written)
    return origins
