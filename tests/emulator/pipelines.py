"""`AWS::CodePipeline::Pipeline` in moto's CloudFormation, and pipelines in its resource tagging API."""

from collections.abc import Iterator
from typing import Any

from moto.cloudformation.models import cloudformation_backends
from moto.codepipeline.models import CodePipeline, CodePipelineBackend, codepipeline_backends
from moto.core.common_models import CloudFormationModel
from moto.core.resource_tagging import TaggableResourcesMixin, TaggedResource
from moto.core.utils import utcnow


class TaggedCodePipelineBackend(CodePipelineBackend, TaggableResourcesMixin):  # type: ignore[misc]  # signatures differ
    """moto's backend, whose pipelines GetResources can list."""

    SERVICE_NAMESPACE = "codepipeline"
    __module__ = CodePipelineBackend.__module__  # moto finds the service's URLs by it

    def iter_tagged_resources(self) -> Iterator[TaggedResource]:
        for pipeline in self.pipelines.values():
            yield TaggedResource(pipeline._arn, tags_of(pipeline), "codepipeline:pipeline")

    def list_tags_for_resource(self, arn: str) -> list[dict[str, str]]:
        pipeline = self.pipelines[arn.rpartition(":")[2]]
        return [{"key": key, "value": value} for key, value in sorted(tags_of(pipeline).items())]


class StackPipeline(CodePipeline, CloudFormationModel):
    """A pipeline that a stack owns; CloudFormation hands its stack's tags on to it."""

    stack_id: str
    region: str
    account: str

    @staticmethod
    def began(region: str, pipeline: str) -> None:
        """AWS begins to run a new pipeline; an emulator sets how for as long as it runs."""

    @property
    def physical_resource_id(self) -> str:
        return str(self.pipeline["name"])

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CodePipeline::Pipeline"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr == "Version"

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return str(self.pipeline[attribute_name.lower()])

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **kwargs: Any,
    ) -> "StackPipeline":
        pipeline = cls(account_id, region_name, structure(resource_name, cloudformation_json["Properties"]))
        pipeline.stack_id, pipeline.region, pipeline.account = kwargs["StackId"], region_name, account_id
        codepipeline_backends[account_id][region_name].pipelines[resource_name] = pipeline
        cls.began(region_name, resource_name)
        return pipeline

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: "StackPipeline",
        new_resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
    ) -> "StackPipeline":
        version = original_resource.pipeline["version"]
        name = original_resource.physical_resource_id
        original_resource.pipeline = original_resource.add_default_values(
            structure(name, cloudformation_json["Properties"]) | {"version": version + 1}
        )
        original_resource._updated = utcnow()
        return original_resource

    @classmethod
    def delete_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str
    ) -> None:
        codepipeline_backends[account_id][region_name].delete_pipeline(resource_name)

    def is_created(self) -> bool:
        return True


def tags_of(pipeline: CodePipeline) -> dict[str, str]:
    """A pipeline's own tags over those of the stack that owns it."""
    if not isinstance(pipeline, StackPipeline):
        return pipeline.tags
    stack = cloudformation_backends[pipeline.account][pipeline.region].stacks.get(pipeline.stack_id)
    return {**(stack.tags if stack else {}), **pipeline.tags}


def structure(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """CloudFormation's properties of a pipeline in the form of CodePipeline's API."""
    pipeline = {
        key: value for key, value in camel_case(properties).items() if key not in ("artifactStores", "tags")
    }
    pipeline["name"] = name
    stores = properties.get("ArtifactStores")
    if stores:
        pipeline["artifactStores"] = {store["Region"]: camel_case(store["ArtifactStore"]) for store in stores}
    return pipeline


def camel_case(value: Any) -> Any:
    """`RunOrder` as `runOrder` at all depths but in a configuration: its keys are the provider's."""
    if isinstance(value, list):
        return [camel_case(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key[0].lower() + key[1:]: _camel_case_value(key, item) for key, item in value.items()}


def _camel_case_value(key: str, value: Any) -> Any:
    if key == "Configuration":
        return {name: str(item) for name, item in value.items()}
    if key == "Version":
        return str(value)
    return camel_case(value)
