"""Why actions of a pipeline failed, from CodeBuild and CloudFormation."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.aws.account import Account
from pilothouse.aws.fault import AwsError
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.builds import Build
from pilothouse.aws.ports.definitions import ActionDefinition, PipelineDefinition
from pilothouse.aws.ports.logs import LogLine
from pilothouse.aws.ports.pipelines import ActionState
from pilothouse.aws.ports.stacks import StackEvent, Stacks
from pilothouse.aws.stack_failures import failed_events
from pilothouse.aws.status import Status
from pilothouse.aws.targets import place_of

TAIL = 20  # lines of a log


@dataclass(frozen=True, slots=True)
class FailedBuild:
    """A build that failed, and the end of its log."""

    build: Build
    tail: tuple[LogLine, ...]


@dataclass(frozen=True, slots=True)
class FailedStack:
    """A stack whose deployment failed; `events` are those of the failed resources, the oldest first."""

    name: str
    account: str
    region: str
    events: tuple[StackEvent, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """An action that failed. `unread` is the reason why details are missing, empty if they aren't."""

    stage: str
    action: ActionState
    region: str
    build: FailedBuild | None = None
    stack: FailedStack | None = None
    unread: str = ""


def diagnose(account: Account, status: Status, lines: int = TAIL) -> tuple[Failure, ...]:
    """Return the failed actions of the newest execution with their reasons, in the order of the pipeline."""
    failed = [(stage.name, action) for stage, action in status.actions() if action.status == "Failed"]
    if not failed:
        return ()
    pipeline = account.definitions.get(status.pipeline.real_name)
    with parallel() as pool:
        return tuple(pool.map(lambda one: _failure(account, pipeline, one[0], one[1], lines), failed))


def _failure(
    account: Account, pipeline: PipelineDefinition, stage: str, action: ActionState, lines: int
) -> Failure:
    definition = pipeline.action(stage, action.name)
    region = definition.region if definition and definition.region else account.region
    try:
        match definition.provider if definition else "":
            case "CodeBuild" if action.external_id:
                return Failure(stage, action, region, build=_build(account, action.external_id, lines))
            case "CloudFormation" if definition and definition.configuration.get("StackName"):
                stack = _stack(account, pipeline, definition)
                return Failure(stage, action, region, stack=stack)
    except AwsError as error:
        return Failure(stage, action, region, unread=f"cannot {error.purpose}: {error.message}")
    return Failure(stage, action, region)


def _build(account: Account, build_id: str, lines: int) -> FailedBuild | None:
    build = account.builds.get(build_id)
    if build is None:
        return None
    tail = account.logs.tail(build.log_group, build.log_stream, lines) if build.log_stream else ()
    return FailedBuild(build, tail)


def _stack(account: Account, pipeline: PipelineDefinition, action: ActionDefinition) -> FailedStack:
    name, place = action.configuration["StackName"], place_of(action, pipeline)
    events = failed_events(stacks_behind(account, pipeline, action), name)
    return FailedStack(name, place.account, place.region, events)


def stacks_behind(account: Account, pipeline: PipelineDefinition, action: ActionDefinition) -> Stacks:
    """Return the stacks that an action deploys, in another account with its role. Raises AwsError."""
    place = place_of(action, pipeline)
    if place.account == pipeline.account:
        return account.stacks_in(place.region)
    return account.stacks_as(action.role, place.region)
