"""The last step of a deployment: the pipeline's connection, which a person has to allow once."""

from __future__ import annotations

from dataclasses import replace

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock
from pilothouse.aws.console import connections_link, pipeline_link
from pilothouse.aws.handshake import OUTPUT, await_connection, pipeline_of, retry_source
from pilothouse.aws.outcome import Outcome, Result
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.connections import Connection
from pilothouse.cli.terminal import tell


def connect(account: Account, outcome: Outcome, limit: float, clock: Clock) -> Outcome:
    """Wait `limit` seconds for a deployed pipeline's connection, and begin the pipeline once it is there."""
    with parallel() as pool:
        described = pool.submit(account.stacks.describe, outcome.stack)
        pipeline = pipeline_of(account.stacks, outcome.stack)
        stack = described.result()
    outcome = replace(
        outcome, pipeline=pipeline, pipeline_link=pipeline_link(account.region, pipeline) if pipeline else ""
    )
    arn = stack.outputs.get(OUTPUT, "") if stack else ""
    if not arn:
        return outcome
    connection, waited = _await(account, arn, limit, clock)
    if connection.status == "AVAILABLE" and pipeline:
        is_new = waited or outcome.result is Result.CREATED
        if retry_source(account.pipelines, pipeline, waited=is_new):
            tell("the connection is available; the pipeline's source stage begins anew")
    return replace(outcome, connection=connection.status)


def _await(account: Account, arn: str, limit: float, clock: Clock) -> tuple[Connection, bool]:
    """Return the connection as it stands at the end, and whether it was waited for."""
    if limit == 0:
        return account.connections.get(arn), False
    looks = await_connection(account.connections, arn, limit, clock)
    connection = next(looks)
    if connection.status != "PENDING":
        return connection, False
    tell(_explanation(connection, account.region, limit))
    return [*looks][-1], True


def _explanation(connection: Connection, region: str, limit: float) -> str:
    return (
        f"ACTION REQUIRED: the connection {connection.name} is PENDING: AWS may not read the source yet.\n"
        f"  Choose it, then `Update pending connection`: {connections_link(region)}\n"
        f"  Waiting for it, {limit / 60:g} minutes at most; Ctrl-C is safe, and so is deploying again."
    )
