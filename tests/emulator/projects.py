"""`AWS::CodeBuild::Project` in moto's CloudFormation."""

from typing import Any

from moto.codebuild.models import CodeBuild, codebuild_backends
from moto.core.common_models import CloudFormationModel

from tests.emulator.pipelines import camel_case


class StackProject(CodeBuild, CloudFormationModel):
    """A project that a stack owns."""

    @property
    def physical_resource_id(self) -> str:
        return str(self.project_metadata["name"])

    @staticmethod
    def cloudformation_name_type() -> str:
        return "Name"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::CodeBuild::Project"

    @classmethod
    def has_cfn_attr(cls, attr: str) -> bool:
        return attr == "Arn"

    def get_cfn_attribute(self, attribute_name: str) -> str:
        return self.arn

    @classmethod
    def create_from_cloudformation_json(
        cls,
        resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
        **kwargs: Any,
    ) -> "StackProject":
        properties = cloudformation_json["Properties"]
        project = cls(
            account_id,
            region_name,
            project_name=resource_name,
            description=properties.get("Description"),
            project_source=camel_case(properties["Source"]),
            artifacts=camel_case(properties["Artifacts"]),
            environment=camel_case(properties["Environment"]),
            serviceRole=properties["ServiceRole"],
            tags=camel_case(properties.get("Tags", [])),
            cache=camel_case(properties.get("Cache")),
            timeout=properties.get("TimeoutInMinutes"),
        )
        backend = codebuild_backends[account_id][region_name]
        backend.codebuild_projects[resource_name] = project
        backend.build_history.setdefault(resource_name, [])
        return project

    @classmethod
    def update_from_cloudformation_json(
        cls,
        original_resource: "StackProject",
        new_resource_name: str,
        cloudformation_json: dict[str, Any],
        account_id: str,
        region_name: str,
    ) -> "StackProject":
        return cls.create_from_cloudformation_json(
            original_resource.physical_resource_id, cloudformation_json, account_id, region_name
        )

    @classmethod
    def delete_from_cloudformation_json(
        cls, resource_name: str, cloudformation_json: dict[str, Any], account_id: str, region_name: str
    ) -> None:
        codebuild_backends[account_id][region_name].codebuild_projects.pop(resource_name, None)

    def is_created(self) -> bool:
        return True
