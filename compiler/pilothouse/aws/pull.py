"""Read the context of a compilation from AWS: the facts that Copilot queries when it deploys a pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor

from pilothouse.aws.account import Account
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.connections import Connection
from pilothouse.aws.ports.pipelines import TaggedPipeline
from pilothouse.aws.ports.stack_sets import StackInstance
from pilothouse.aws.record import Record, read_record
from pilothouse.ir.context import Application, ArtifactBucket, Context, Environment
from pilothouse.ir.names import PIPELINE_TAG, infrastructure_stack_set

_ROOT = "/copilot/applications"


def pull_context(account: Account, application: str) -> Context:
    """Read an application's context: at least 6 calls, and one for each region with artifacts.

    Raises AwsError, also if there is no such application in this account and region.
    """
    with parallel() as pool:
        environments = pool.submit(account.parameters.below, f"{_ROOT}/{application}/environments/")
        workloads = pool.submit(account.parameters.below, f"{_ROOT}/{application}/components/")
        connections = pool.submit(account.connections.all)
        pipelines = pool.submit(account.pipelines.tagged, application)
        found = read_application(account, application)
        buckets = _read_buckets(account, found, pool)
        return Context(
            path="AWS",
            application=found,
            environments=_environments(environments.result()),
            workloads=_workloads(workloads.result()),
            artifact_buckets=buckets,
            connections=_by_name(connections.result()),
            legacy_pipelines=_legacy(pipelines.result()),
        )


def read_application(account: Account, name: str) -> Application:
    """Read an application's own record. Raises AwsError if there is none."""
    value = account.parameters.get(f"{_ROOT}/{name}")
    if value is None:
        raise AwsError(
            Fault.NOT_FOUND,
            f"read application {name}",
            f"account {account.identity.caller().account} has no such application in {account.region}",
            help="check --profile, --region, and the name in copilot/.workspace",
        )
    record = read_record(value, f"application {name}")
    return Application(
        name=name,
        account=record.text("account"),
        region=account.region,
        tags=dict(sorted(record.texts("tags").items())),
        permissions_boundary=record.text("permissionsBoundary", default=""),
    )


def read_buckets(account: Account, application: Application) -> tuple[ArtifactBucket, ...]:
    """Read the artifact bucket of each region, in the order in which AWS lists the regions."""
    with parallel() as pool:
        return _read_buckets(account, application, pool)


def _read_buckets(account: Account, application: Application, pool: Executor) -> tuple[ArtifactBucket, ...]:
    stack_set = infrastructure_stack_set(application.name)
    instances = account.stack_sets.instances(stack_set, application.account)
    return tuple(pool.map(lambda instance: _read_bucket(account, stack_set, instance), instances))


def _read_bucket(account: Account, stack_set: str, instance: StackInstance) -> ArtifactBucket:
    stack = account.stacks_in(instance.region).describe(instance.stack_id) if instance.stack_id else None
    outputs = stack.outputs if stack else {}
    bucket, key = outputs.get("PipelineBucket", ""), outputs.get("KMSKeyARN", "")
    if not (bucket and key):
        raise AwsError(
            Fault.FAILED,
            f"find the artifact bucket in {instance.region}",
            f"the stack of stack set {stack_set} in that region has no bucket and key in its outputs",
            help=f"check stack set {stack_set} in CloudFormation: an operation may have failed",
        )
    return ArtifactBucket(instance.region, bucket, key)


def _environments(values: Iterable[str]) -> Mapping[str, Environment]:
    records = sorted((read_record(value, "an environment") for value in values), key=_name)
    return {_name(record): _environment(record) for record in records}


def _environment(record: Record) -> Environment:
    return Environment(
        name=_name(record),
        account=record.text("accountID"),
        region=record.text("region"),
        manager_role_arn=record.text("managerRoleARN"),
        execution_role_arn=record.text("executionRoleARN"),
    )


def _workloads(values: Iterable[str]) -> Mapping[str, str]:
    records = sorted((read_record(value, "a workload") for value in values), key=_name)
    return {_name(record): record.text("type") for record in records}


def _name(record: Record) -> str:
    return record.text("name")


def _by_name(connections: Iterable[Connection]) -> Mapping[str, str]:
    """Map names to ARNs; if several connections have the same name, Copilot uses the first."""
    arns: dict[str, str] = {}
    for connection in connections:
        arns.setdefault(connection.name, connection.arn)
    return dict(sorted(arns.items()))


def _legacy(pipelines: Iterable[TaggedPipeline]) -> frozenset[str]:
    """Return the names in AWS of pipelines deployed before names had a prefix; they have no tag for that."""
    return frozenset(pipeline.name for pipeline in pipelines if PIPELINE_TAG not in pipeline.tags)
