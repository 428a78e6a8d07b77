"""The steps of a deployment, and what is said on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pilothouse.aws.account import Account
from pilothouse.aws.bucket import bucket_in
from pilothouse.aws.clock import Clock
from pilothouse.aws.console import change_set_link
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.outcome import Outcome, Result
from pilothouse.aws.ports.stacks import ChangeSet
from pilothouse.aws.proposal import Proposal, Release, replaced, upload
from pilothouse.aws.survey import Deployed
from pilothouse.aws.template_version import is_newer, template_version
from pilothouse.aws.watch import last_event
from pilothouse.cli.ask import Asker
from pilothouse.cli.handshake import connect
from pilothouse.cli.stack_work import carry_out
from pilothouse.cli.standing import clear_the_way
from pilothouse.cli.template_changes import template_changes
from pilothouse.cli.terminal import write_aside
from pilothouse.diagnostics.locate import Sources
from pilothouse.driver import Request, read_template
from pilothouse.ir.graph import Graph
from pilothouse.ir.stack import Stack
from pilothouse.render.deployment_text import changes_text
from pilothouse.render.template_yaml import template_yaml


@dataclass(frozen=True, slots=True)
class Permissions:
    """What a deployment may do beyond the usual, and by which role CloudFormation does it."""

    downgrade: bool
    replacement: bool
    execution: bool
    role: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """A compiled pipeline on its way into an account."""

    account: Account
    request: Request
    graph: Graph
    stack: Stack
    sources: Sources
    permissions: Permissions
    asker: Asker
    clock: Clock

    def run(self, connection_limit: float) -> Outcome:
        """Deploy, and wait `connection_limit` seconds for a pending connection. Raises AwsError."""
        application = self.request.context.application
        deployed = clear_the_way(self.account, application, self.graph, self.asker, self.clock)
        self._check_version(deployed)
        outcome = self._change(deployed, template_yaml(self.stack.template))
        if outcome.result in (Result.DECLINED, Result.PROPOSED):
            return outcome
        return connect(self.account, outcome, connection_limit, self.clock)

    def _check_version(self, deployed: Deployed | None) -> None:
        """Refuse what Copilot refuses: an older version of the template over a newer."""
        theirs = template_version(read_template(deployed.template) if deployed else None)
        ours = template_version(self.stack.template)
        if is_newer(theirs, ours) and not self.permissions.downgrade:
            raise AwsError(
                Fault.REFUSED,
                f"deploy the pipeline {self.graph.name}",
                f"its template is of version {theirs}, this one would be of {ours or 'none'}",
                help="use a newer pilothouse, or give --allow-downgrade",
            )

    def _change(self, deployed: Deployed | None, text: str) -> Outcome:
        if deployed and deployed.template == text and deployed.stack.tags == self.stack.tags:
            return self._outcome(Result.UNCHANGED)
        changes = template_changes(deployed, self.stack, self.sources)
        if changes and not self._confirmed(changes):
            return self._outcome(Result.DECLINED)
        before = deployed.stack if deployed else None
        release = Release(
            stack=self.stack,
            text=text,
            bucket=bucket_in(self.request.context.artifact_buckets, self.account.region),
            before=before,
            role=self.permissions.role,
        )
        url = upload(self.account, release)
        with Proposal(self.account.stacks, release, url, self.clock) as proposal:
            found = proposal.change_set
            if found is None:
                return self._outcome(Result.UNCHANGED)
            self._check_replacement(found)
            if not changes and not self._confirmed(changes_text(found.changes)):
                return self._outcome(Result.DECLINED)
            if not self.permissions.execution:
                proposal.keep()
                return self._proposed(found)
            since = last_event(self.account.stacks, found.stack_id)
            proposal.execute()
        carry_out(self.account.stacks, found.stack_id, since, self.clock)
        result = Result.CREATED if release.creates else Result.UPDATED
        return self._outcome(result, found)

    def _confirmed(self, changes: str) -> bool:
        write_aside(changes)
        return self.asker.confirm(f"Deploy the pipeline {self.graph.name}?")

    def _check_replacement(self, change_set: ChangeSet) -> None:
        lost = replaced(change_set)
        if lost and not self.permissions.replacement:
            raise AwsError(
                Fault.REFUSED,
                f"deploy the pipeline {self.graph.name}",
                "it would be replaced, not updated:\n" + changes_text(lost).rstrip(),
                help="a new pipeline loses its history, a new connection waits for a person; "
                "give --allow-replacement if that is what you want",
            )

    def _proposed(self, change_set: ChangeSet) -> Outcome:
        link = change_set_link(self.account.region, change_set.stack_id, change_set.id)
        proposed = self._outcome(Result.PROPOSED, change_set)
        return replace(proposed, change_set=change_set.id, change_set_link=link)

    def _outcome(self, result: Result, change_set: ChangeSet | None = None) -> Outcome:
        return Outcome(
            name=self.graph.name,
            application=self.graph.application,
            region=self.account.region,
            stack=self.stack.name,
            result=result,
            changes=change_set.changes if change_set else (),
        )
