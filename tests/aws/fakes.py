"""Small fakes behind the ports, for what an emulator can't be brought to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pilothouse.aws.ports.connections import Connection
from pilothouse.aws.ports.pipelines import StageState, TaggedPipeline
from pilothouse.aws.ports.stack_sets import Operation, StackInstance
from pilothouse.aws.ports.stacks import (
    ChangeRequest,
    ChangeSet,
    DeployedStack,
    ListedChangeSet,
    StackEvent,
    StackResource,
)

STACK_ID = "arn:aws:cloudformation:us-west-2:123456789012:stack/pipeline-demo-web/1"
TOKEN = "pilothouse-deploy-1"
CHANGE_SET_ID = "arn:aws:cloudformation:us-west-2:123456789012:changeSet/pilothouse-deploy/1"


@dataclass
class FakeClock:
    """A clock on which only sleep lets time pass; `at_sleep` happens at each."""

    time: float = 0
    at_sleep: Callable[[], None] = lambda: None

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self.at_sleep()


def event(id: str, logical_id: str, status: str, reason: str = "", token: str = TOKEN) -> StackEvent:
    """An event of a resource, or with the stack's name of the stack itself, in the operation with a token."""
    is_stack = logical_id == "pipeline-demo-web"
    type = "AWS::CloudFormation::Stack" if is_stack else "AWS::IAM::Role"
    physical_id = STACK_ID if is_stack else f"{logical_id}-1"
    return StackEvent(
        id,
        datetime(2026, 1, 1, tzinfo=UTC),
        StackResource(logical_id, physical_id, type, status, reason),
        token,
    )


@dataclass
class FakeStacks:
    """One stack, if any. `looks` are change sets as found one after the other, the last for ever.

    `change_set_ids` are those that are there, ours or another's; `failing` maps a method to what it raises.
    """

    stack: DeployedStack | None = None
    looks: list[ChangeSet | BaseException | None] = field(default_factory=list)
    history: list[StackEvent] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    change_set_ids: set[str] = field(default_factory=set)
    statuses: list[str] = field(default_factory=list)
    failing: dict[str, BaseException] = field(default_factory=dict)
    requested: list[ChangeRequest] = field(default_factory=list)

    def describe(self, stack: str) -> DeployedStack | None:
        if self.stack and self.statuses:
            self.stack = replace(self.stack, status=self.statuses.pop(0))
        return self.stack

    def template(self, stack: str) -> str:
        return "Resources: {}\n" if self.stack else ""

    def resources(self, stack: str) -> tuple[StackResource, ...]:
        return (StackResource("Pipeline", "real-name", "AWS::CodePipeline::Pipeline", "CREATE_COMPLETE"),)

    def events(self, stack: str) -> Iterator[StackEvent]:
        return iter(self.history[::-1])

    def create_change_set(self, request: ChangeRequest) -> str:
        self.requested.append(request)
        self._fail("create")
        self.done.append("create")
        self.change_set_ids.add(CHANGE_SET_ID)
        if self.stack is None:
            self.stack = DeployedStack(STACK_ID, request.stack, "REVIEW_IN_PROGRESS")
        return CHANGE_SET_ID

    def change_set(self, change_set: str) -> ChangeSet | None:
        look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(look, BaseException):
            raise look
        return look

    def change_sets(self, stack: str) -> tuple[ListedChangeSet, ...]:
        made = datetime(2026, 1, 1, tzinfo=UTC)
        return tuple(
            ListedChangeSet(one, one.split("/")[1], "CREATE_COMPLETE", "AVAILABLE", made)
            for one in sorted(self.change_set_ids)
        )

    def execute_change_set(self, change_set: str, token: str) -> None:
        self._fail("execute")
        self.done.append("execute")
        self.change_set_ids.clear()

    def delete_change_set(self, change_set: str) -> None:
        self._fail("delete")
        self.done.append("delete")
        self.change_set_ids.discard(change_set)

    def delete(self, stack: str, token: str) -> None:
        self.done.append("delete the stack")
        self.stack = None

    def _fail(self, method: str) -> None:
        if method in self.failing:
            raise self.failing[method]


@dataclass
class FakeStackSets:
    """A stack set with these regions; `operations` are what an operation is found to be."""

    regions: list[str] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)

    def instances(self, stack_set: str, account: str) -> tuple[StackInstance, ...]:
        return tuple(StackInstance(account, region, f"stack in {region}") for region in self.regions)

    def create_instance(self, stack_set: str, account: str, region: str) -> str:
        self.regions.append(region)
        return "operation"

    def operation(self, stack_set: str, operation: str) -> Operation:
        return self.operations.pop(0) if len(self.operations) > 1 else self.operations[0]


@dataclass
class FakeConnections:
    """One connection that is found in these statuses, one after the other, the last for ever."""

    statuses: list[str]

    def all(self) -> tuple[Connection, ...]:
        return (self.get("arn"),)

    def get(self, arn: str) -> Connection:
        status = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return Connection("quay", arn, status)


@dataclass
class FakePipelines:
    """Pipelines by their tags, and one pipeline's stages."""

    by_tag: tuple[TaggedPipeline, ...] = ()
    states: tuple[StageState, ...] = ()
    retried: list[str] = field(default_factory=list)

    def tagged(self, application: str) -> tuple[TaggedPipeline, ...]:
        return self.by_tag

    def stages(self, pipeline: str) -> tuple[StageState, ...]:
        return self.states

    def retry(self, pipeline: str, stage: str, execution: str) -> None:
        self.retried.append(f"{pipeline} {stage} {execution}")
