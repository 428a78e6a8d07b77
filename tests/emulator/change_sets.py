"""Change sets as CloudFormation has them, where moto's are simpler: names, outputs, tags and events."""

from typing import Any

from moto.cloudformation.exceptions import AlreadyExistsException, ValidationError
from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Event, Stack
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult

_create_change_set = CloudFormationBackend.create_change_set


def create_change_set(
    self: CloudFormationBackend, stack_name: str, change_set_name: str, **request: Any
) -> tuple[str, str]:
    """Refuse a name that is taken, and take over a stack that was only announced."""
    stack = _stack(self, stack_name)
    if _find(self, change_set_name, stack_name):
        raise AlreadyExistsException(f"ChangeSet {change_set_name} already exists")
    if stack and request["change_set_type"] == "CREATE":
        if stack.status != "REVIEW_IN_PROGRESS":
            raise ValidationError(message=f"Stack {stack_name} already exists and cannot be created again")
        self.stacks.pop(stack.stack_id)
    change_set, stack_id = _create_change_set(self, stack_name, change_set_name, **request)
    self.stacks[stack_id].cross_stack_resources = self.exports
    self.stacks[stack_id].resource_map.cross_stack_resources = self.exports
    return change_set, stack_id


def execute_change_set(
    self: CloudFormationBackend, change_set_name: str, stack_name: str | None = None
) -> None:
    """Carry it out, an event for each resource; the stack takes outputs and tags and drops the others."""
    change_set = _find(self, change_set_name, stack_name)
    if change_set is None:
        raise ValidationError(message=f"ChangeSet [{change_set_name}] does not exist")
    stack, kind = self.stacks[change_set.stack_id], change_set.change_set_type
    stack._add_stack_event(f"{kind}_IN_PROGRESS", resource_status_reason="User Initiated")
    change_set.apply()
    stack.template = change_set.template
    stack._parse_template()
    stack.description = stack.template_dict.get("Description")
    stack.output_map = stack._create_output_map()
    stack.tags = change_set.tags or {}
    stack.events += [_event(stack, change) for change in change_set.changes]
    stack.status = f"{kind}_COMPLETE"
    stack._add_stack_event(stack.status)
    change_set.execution_status = "EXECUTE_COMPLETE"
    others = [one for one in self.change_sets.values() if one.stack_id == stack.stack_id]
    for one in others:
        if one is not change_set:
            del self.change_sets[one.change_set_id]


def delete_change_set(self: CloudFormationResponse) -> ActionResult:
    """Delete the one of this stack; one that isn't there is deleted already."""
    name, stack = self._get_param("ChangeSetName"), self._get_param("StackName")
    if stack and _stack(self.cloudformation_backend, stack) is None:
        raise ValidationError(stack)
    change_set = _find(self.cloudformation_backend, name, stack)
    if change_set:
        del self.cloudformation_backend.change_sets[change_set.change_set_id]
    return EmptyResult()


def _stack(backend: CloudFormationBackend, name: str) -> Stack | None:
    return next((stack for stack in backend.stacks.values() if name in (stack.name, stack.stack_id)), None)


def _find(backend: CloudFormationBackend, name: str, stack: str | None) -> ChangeSet | None:
    """Find a change set by its ARN, or by its name and its stack's as long as it wasn't carried out."""
    return backend.change_sets.get(name) or next(
        (
            one
            for one in backend.change_sets.values()
            if one.change_set_name == name
            and one.execution_status != "EXECUTE_COMPLETE"
            and stack in (one.stack_name, one.stack_id)
        ),
        None,
    )


def _event(stack: Stack, change: Any) -> Event:
    done = {"Add": "CREATE_COMPLETE", "Modify": "UPDATE_COMPLETE", "Remove": "DELETE_COMPLETE"}
    resource = stack.resource_map.get(change.logical_resource_id)
    return Event(
        stack_id=stack.stack_id,
        stack_name=stack.name,
        logical_resource_id=change.logical_resource_id,
        physical_resource_id=str(getattr(resource, "physical_resource_id", "")),
        resource_type=change.resource_type,
        resource_status=done[change.action],
        resource_status_reason=None,
        resource_properties=None,
    )
