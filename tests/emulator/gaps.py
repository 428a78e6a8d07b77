"""What moto (5.2.5) lacks for Copilot, filled over its own classes for as long as the emulator runs."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from typing import Any
from unittest.mock import patch

from moto.cloudformation import parsing
from moto.cloudformation.models import CloudFormationBackend, Stack, StackInstance
from moto.cloudformation.responses import CloudFormationResponse, get_template_summary_response_from_template
from moto.codebuild.models import codebuild_backends
from moto.codepipeline.models import codepipeline_backends
from moto.core.responses import ActionResult
from moto.kms import models as kms
from moto.kms.utils import generate_private_key

from tests.emulator import change_sets
from tests.emulator.builds import StoredBuildsBackend
from tests.emulator.connections import Connections, StackConnection
from tests.emulator.executions import Executions, begin_first
from tests.emulator.pipelines import StackPipeline, TaggedCodePipelineBackend
from tests.emulator.projects import StackProject

# moto finds resource types among the subclasses of its CloudFormationModel: to be imported is enough.
RESOURCES = (StackPipeline, StackProject, StackConnection)

_get_template_summary = CloudFormationResponse.get_template_summary
_parse_template = Stack.parse_template
_stack_instance = StackInstance.to_dict
_create_stack = CloudFormationBackend.create_stack


class _Silence:
    """In place of `warnings`: moto warns of each resource type that it lacks; none matters here."""

    @staticmethod
    def warn(*_: object, **__: object) -> None:
        """Say nothing."""


@contextmanager
def fill_gaps(connections: Connections, executions: Executions) -> Iterator[None]:
    """Replace moto's methods by ours below, and undo it at the end."""
    with ExitStack() as patches:
        for owner, name, replacement in (
            (CloudFormationResponse, "get_template_summary", get_template_summary),
            (CloudFormationResponse, "list_stack_instances", list_stack_instances),
            (Stack, "parse_template", staticmethod(parse_template)),
            (StackInstance, "to_dict", stack_instance),
            (CloudFormationBackend, "create_stack", create_stack),
            (parsing, "warnings", _Silence),
            (kms, "generate_private_key", cache(generate_private_key)),  # nothing here signs with one
            (CloudFormationBackend, "create_change_set", change_sets.create_change_set),
            (CloudFormationBackend, "execute_change_set", change_sets.execute_change_set),
            (CloudFormationResponse, "execute_change_set", change_sets.execute),
            (CloudFormationResponse, "list_change_sets", change_sets.list_change_sets),
            (CloudFormationResponse, "delete_change_set", change_sets.delete_change_set),
            (CloudFormationResponse, "delete_stack", change_sets.delete_stack),
            (CloudFormationResponse, "_get_stack_from_s3_url", change_sets.template_at),
            (codepipeline_backends, "backend", TaggedCodePipelineBackend),
            (codebuild_backends, "backend", StoredBuildsBackend),
            (StackConnection, "service", connections),
            (StackPipeline, "began", staticmethod(partial(begin_first, executions, connections))),
        ):
            patches.enter_context(patch.object(owner, name, replacement))
        yield


def get_template_summary(self: CloudFormationResponse) -> ActionResult:
    """Know a stack set's template as well as a stack's."""
    name = self._get_param("StackSetName")
    if not name:
        return _get_template_summary(self)
    template = self.cloudformation_backend.describe_stack_set(name).template
    return ActionResult(get_template_summary_response_from_template(template))


def list_stack_instances(self: CloudFormationResponse) -> ActionResult:
    """Filter by account and region."""
    wanted = {
        "Account": self._get_param("StackInstanceAccount"),
        "Region": self._get_param("StackInstanceRegion"),
    }
    found = self.cloudformation_backend.list_stack_instances(self._get_param("StackSetName"))
    return ActionResult(
        {"Summaries": [i for i in found if all(v in (None, i[k]) for k, v in wanted.items())]}
    )


def parse_template(template: str) -> dict[str, Any]:
    """Take an output's value as text, as CloudFormation does: moto stumbles over a number."""
    parsed = _parse_template(template)
    for output in (parsed.get("Outputs") or {}).values():
        if isinstance(output.get("Value"), int | float):
            output["Value"] = str(output["Value"])
    return parsed


def stack_instance(self: StackInstance) -> dict[str, Any]:
    """Give the ID of the stack that exists, not a new one at each call."""
    return {**_stack_instance(self), "StackId": self.stack.stack_id}


def create_stack(self: CloudFormationBackend, name: str, *args: Any, **kwargs: Any) -> Stack:
    """Name an instance's stack `StackSet-…`, as AWS does: moto's colon isn't allowed in a bucket's name."""
    return _create_stack(self, name.replace("StackSet:", "StackSet-"), *args, **kwargs)
