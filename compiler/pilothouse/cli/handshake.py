"""The last step of a deployment: the pipeline's connection, which somebody must approve once."""

from __future__ import annotations

from dataclasses import replace

from pilothouse.aws.account import Account
from pilothouse.aws.clock import Clock
from pilothouse.aws.console import connections_link, pipeline_link
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.handshake import Live, await_connection, read_source, wants_connection
from pilothouse.aws.outcome import Outcome, Result
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.connections import Connection
from pilothouse.aws.ports.pipelines import StageState
from pilothouse.aws.survey import deleted_by_hand
from pilothouse.cli.ask import Asker
from pilothouse.cli.terminal import tell


def connect(
    account: Account, outcome: Outcome, live: Live, limit: float, asker: Asker, clock: Clock
) -> Outcome:
    """Wait `limit` seconds for a pipeline's connection, and start the pipeline when it is available."""
    pipeline = live.pipeline
    link = pipeline_link(account.region, pipeline) if pipeline else ""
    outcome = replace(outcome, pipeline=pipeline, pipeline_link=link)
    names = (pipeline, outcome.name, outcome.stack)
    if not live.connection:
        if outcome.result is Result.UNCHANGED and pipeline:
            find_source(account, *names)
        return outcome
    with parallel() as pool:
        asked = pool.submit(find_source, account, *names) if pipeline and live.source is None else None
        connection = account.connections.get(live.connection)
        source = asked.result() if asked else live.source
    connection, waited = _await(account, connection, limit, clock)
    if connection.status == "AVAILABLE" and pipeline:
        source = find_source(account, *names) if waited else source
        is_new = waited or outcome.result is Result.CREATED
        if source and wants_connection(source, is_new=is_new):
            _begin(account, outcome, source, asker)
    return replace(outcome, connection=connection.status)


def find_source(account: Account, pipeline: str, name: str, stack: str) -> StageState | None:
    """Return the state of the source stage of a stack's pipeline, given by its name in AWS.

    Raises AwsError, also if the pipeline was deleted; `name` is that of the manifest.
    """
    try:
        return read_source(account.pipelines, pipeline)
    except AwsError as error:
        if error.fault is Fault.NOT_FOUND:
            raise deleted_by_hand(name, stack) from error
        raise


def _begin(account: Account, outcome: Outcome, source: StageState, asker: Asker) -> None:
    """Retry a source stage that failed because of its connection; ask first if nothing was confirmed yet."""
    question = (
        f"The source stage of {outcome.name} failed because its connection was not available; it is now.  "
        f"Run it again, in {account.region}?"
    )
    if outcome.result is Result.UNCHANGED and not asker.confirm(question):
        tell(f"to run it later: pilothouse retry {outcome.name} --stage {source.name}")
        return
    account.pipelines.retry(outcome.pipeline, source.name, source.execution)
    tell("the connection is available; the pipeline's source stage starts again")


def _await(account: Account, connection: Connection, limit: float, clock: Clock) -> tuple[Connection, bool]:
    """Return the final state of a connection, and whether it was waited for."""
    if limit == 0 or connection.status == "AVAILABLE":
        return connection, False
    if connection.status == "PENDING":
        tell(_explanation(connection, account.region, limit))
    return [*await_connection(account.connections, connection, limit, clock)][-1], True


def _explanation(connection: Connection, region: str, limit: float) -> str:
    return (
        f"ACTION REQUIRED: connection {connection.name} is PENDING: AWS cannot read the source yet.\n"
        f"  Choose it, then `Update pending connection`: {connections_link(region)}\n"
        f"  Waiting for it, {limit / 60:g} minutes at most; Ctrl-C is safe, and so is deploying again."
    )
