"""Change sets as CloudFormation has them, where moto's are simpler: names, tokens, outputs, tags, events."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from moto.cloudformation.exceptions import AlreadyExistsException, ValidationError
from moto.cloudformation.models import ChangeSet, CloudFormationBackend, Event, Stack
from moto.cloudformation.responses import CloudFormationResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.s3.models import s3_backends

from tests.emulator.world import ACCOUNT

_create_change_set = CloudFormationBackend.create_change_set


def create_change_set(
    self: CloudFormationBackend, stack_name: str, change_set_name: str, **request: Any
) -> tuple[str, str]:
    """Refuse a name that is taken; a stack that was only announced may have several."""
    stack = _stack(self, stack_name)
    if _find(self, change_set_name, stack_name):
        raise AlreadyExistsException(f"ChangeSet {change_set_name} already exists")
    if stack and request["change_set_type"] == "CREATE":
        if stack.status != "REVIEW_IN_PROGRESS":
            raise ValidationError(message=f"Stack {stack_name} already exists and cannot be created again")
        self.stacks.pop(stack.stack_id)
    change_set, stack_id = _create_change_set(self, stack_name, change_set_name, **request)
    if stack and request["change_set_type"] == "CREATE":
        del self.stacks[stack_id]
        self.stacks[stack.stack_id] = stack
        made, stack_id = self.change_sets[change_set], stack.stack_id
        made.stack, made.stack_id = stack, stack_id
    self.stacks[stack_id].cross_stack_resources = self.exports
    self.stacks[stack_id].resource_map.cross_stack_resources = self.exports
    return change_set, stack_id


def execute(self: CloudFormationResponse) -> ActionResult:
    """Carry a change set out under the caller's token."""
    token = self._get_param("ClientRequestToken")
    name, stack = self._get_param("ChangeSetName"), self._get_param("StackName")
    _carry_out(self.cloudformation_backend, name, stack, token)
    return EmptyResult()


def execute_change_set(
    self: CloudFormationBackend, change_set_name: str, stack_name: str | None = None
) -> None:
    """Carry a change set out for somebody who gives no token."""
    _carry_out(self, change_set_name, stack_name, None)


def _carry_out(self: CloudFormationBackend, name: str, stack_name: str | None, token: str | None) -> None:
    """Write an event for each resource; the stack takes outputs and tags and drops the other change sets."""
    change_set = _find(self, name, stack_name)
    if change_set is None:
        raise ValidationError(message=f"ChangeSet [{name}] does not exist")
    if change_set.execution_status != "AVAILABLE":
        status = change_set.execution_status
        raise ValidationError(message=f"ChangeSet [{name}] cannot be executed in its status of [{status}]")
    stack, kind = self.stacks[change_set.stack_id], change_set.change_set_type
    before = len(stack.events)
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
    _sign(stack, before, token)
    vars(stack)["change_set_id"] = change_set.change_set_id
    change_set.execution_status = "EXECUTE_COMPLETE"
    others = [one for one in self.change_sets.values() if one.stack_id == stack.stack_id]
    for one in others:
        if one is not change_set:
            del self.change_sets[one.change_set_id]


def list_change_sets(self: CloudFormationResponse) -> ActionResult:
    """List those of one stack that were not executed."""
    stack = _stack(self.cloudformation_backend, self._get_param("StackName"))
    if stack is None:
        raise ValidationError(self._get_param("StackName"))
    found = self.cloudformation_backend.change_sets.values()
    open_ones = [
        one for one in found if one.stack_id == stack.stack_id and one.execution_status != "EXECUTE_COMPLETE"
    ]
    return ActionResult({"Summaries": open_ones})


def delete_stack(self: CloudFormationResponse) -> ActionResult:
    """Delete a stack with its change sets, under the caller's token."""
    backend = self.cloudformation_backend
    name, token = self._get_param("StackName"), self._get_param("ClientRequestToken")
    stack = _stack(backend, name)
    before = len(stack.events) if stack else 0
    backend.delete_stack(name)
    if stack:
        _sign(stack, before, token)
        for one in [one for one in backend.change_sets.values() if one.stack_id == stack.stack_id]:
            del backend.change_sets[one.change_set_id]
    return EmptyResult()


def template_at(_: CloudFormationResponse, url: str) -> str:
    """Read a template by its URL, in the version that the URL names."""
    parts = urlsplit(url)
    path = parts.path.lstrip("/")
    bucket, key = path.split("/", 1) if parts.netloc.startswith("s3") else (parts.netloc.split(".")[0], path)
    version = parse_qs(parts.query).get("versionId", [None])[0]
    found = s3_backends[ACCOUNT]["aws"].get_object(bucket, key, version_id=version)
    if found is None:
        raise ValidationError(message=f"S3 error: no {key} in {bucket}")
    return str(found.value.decode())


def delete_change_set(self: CloudFormationResponse) -> ActionResult:
    """Delete the one of this stack; one that isn't there is deleted already."""
    name, stack = self._get_param("ChangeSetName"), self._get_param("StackName")
    if stack and _stack(self.cloudformation_backend, stack) is None:
        raise ValidationError(stack)
    change_set = _find(self.cloudformation_backend, name, stack)
    if change_set:
        del self.cloudformation_backend.change_sets[change_set.change_set_id]
    return EmptyResult()


def _sign(stack: Stack, before: int, token: str | None) -> None:
    """Let a stack's newest events bear the token of the operation that they are of."""
    for event in stack.events[before:]:
        vars(event)["client_request_token"] = token


def _stack(backend: CloudFormationBackend, name: str) -> Stack | None:
    return next((stack for stack in backend.stacks.values() if name in (stack.name, stack.stack_id)), None)


def _find(backend: CloudFormationBackend, name: str, stack: str | None) -> ChangeSet | None:
    """Find a change set by its ARN, or by its name and its stack's as long as it wasn't executed."""
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
