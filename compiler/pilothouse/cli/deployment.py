"""The steps of a deployment, and their messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pilothouse.aws.account import Account
from pilothouse.aws.bucket import bucket_in
from pilothouse.aws.clock import Clock
from pilothouse.aws.console import change_set_link
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.handshake import OUTPUT, Live, pipeline_in
from pilothouse.aws.outcome import Outcome, Result
from pilothouse.aws.parallel import parallel
from pilothouse.aws.ports.stacks import ChangeSet, ResourceChange, StackResource
from pilothouse.aws.proposal import OvertakenError, Proposal
from pilothouse.aws.release import Release, proposals, proposes, replaced, upload
from pilothouse.aws.survey import Deployed
from pilothouse.aws.template_version import is_newer, template_version
from pilothouse.aws.watch import View
from pilothouse.cli.ask import Asker
from pilothouse.cli.errors import say
from pilothouse.cli.handshake import connect, find_source
from pilothouse.cli.stack_work import carry_out
from pilothouse.cli.standing import clear_the_way, tell_proposals
from pilothouse.cli.template_changes import template_changes
from pilothouse.cli.terminal import tell, write_aside
from pilothouse.diagnostics.locate import Sources
from pilothouse.driver import Request, read_template
from pilothouse.ir.graph import Graph
from pilothouse.ir.stack import Stack
from pilothouse.render.deployment_text import changes_text
from pilothouse.yaml_text.template import template_yaml

_ATTEMPTS = 10  # of this many simultaneous deployments, each attempt ends one


@dataclass(frozen=True, slots=True)
class Permissions:
    """The permissions of a deployment beyond the default, and the role for CloudFormation."""

    downgrade: bool
    replacement: bool
    execution: bool
    role: str


@dataclass(frozen=True, slots=True)
class Deployment:
    """The deployment of a compiled pipeline into an account."""

    account: Account
    request: Request
    graph: Graph
    stack: Stack
    sources: Sources
    permissions: Permissions
    asker: Asker
    clock: Clock

    def run(self, connection_limit: float) -> Outcome:
        """Deploy, and wait `connection_limit` seconds for a pending connection. Raises AwsError.

        If another deployment was faster, it starts again from the new state.
        """
        overtaken: OvertakenError | None = None
        for _ in range(_ATTEMPTS):
            try:
                outcome, live = self._attempt()
            except OvertakenError as error:
                overtaken = error
                tell(f"another deployment was faster: {error.message}; starting again")
                continue
            if outcome.result in (Result.DECLINED, Result.PROPOSED):
                return outcome
            return connect(self.account, outcome, live, connection_limit, self.asker, self.clock)
        assert overtaken is not None, "there was an attempt"
        raise overtaken

    def _attempt(self) -> tuple[Outcome, Live]:
        deployed = clear_the_way(
            self.account,
            self.request.context.application,
            self.graph,
            self.asker,
            self.clock,
            may_replace=self.permissions.replacement,
        )
        self._check_version(deployed)
        before = deployed if deployed and not deployed.is_announced else None
        changes = template_changes(before, self.stack, self.sources)
        if before and not changes:
            connection = before.stack.outputs.get(OUTPUT, "")
            return self._outcome(Result.UNCHANGED), Live(pipeline_in(before.resources), connection)
        return self._change(deployed, before, changes)

    def _check_version(self, deployed: Deployed | None) -> None:
        """Refuse what Copilot refuses: to replace a template with one of an older version."""
        theirs = template_version(read_template(deployed.template) if deployed else None)
        ours = template_version(self.stack.template)
        if is_newer(theirs, ours) and not self.permissions.downgrade:
            raise AwsError(
                Fault.REFUSED,
                f"deploy pipeline {self.graph.name}",
                f"its template has version {theirs}, this one has {ours or 'none'}",
                help="use a newer pilothouse, or pass --allow-downgrade",
            )

    def _change(
        self, deployed: Deployed | None, before: Deployed | None, changes: str
    ) -> tuple[Outcome, Live]:
        """Execute changes after confirmation, or only create a change set; `before`: None without stack."""
        live = Live(pipeline_in(before.resources) if before else "", "")
        release = self._release(deployed)
        with parallel() as pool:
            waiting = pool.submit(proposals, self.account.stacks, release.stack.name) if deployed else None
            if live.pipeline:
                source = find_source(self.account, live.pipeline, self.graph.name, self.stack.name)
                live = replace(live, source=source)
            found = waiting.result() if waiting else ()
        same = next((one for one in found if proposes(one, release)), None)
        if deployed and same and release.is_for_review:
            tell("an equal change set already exists")
            return self._proposed(same.id, deployed.stack.id), live
        tell_proposals(found, release)
        if not self._is_confirmed(changes, deployed):
            return self._outcome(Result.DECLINED), live
        url = upload(self.account, release)
        with Proposal(self.account.stacks, release, url, self.clock, say) as proposal:
            change_set = proposal.change_set
            if change_set is None:
                return self._outcome(Result.UNCHANGED), replace(live, connection=self._connection(before, ()))
            self._check_replacement(change_set)
            if release.is_for_review:
                proposal.keep()
                return self._proposed(change_set.id, change_set.stack_id, change_set.changes), live
            proposal.execute()
        view = carry_out(self.account.stacks, change_set.stack_id, proposal.name, self.clock)
        result = Result.CREATED if release.creates else Result.UPDATED
        return self._outcome(result, change_set.changes), self._after(before, live, view)

    def _release(self, deployed: Deployed | None) -> Release:
        return Release(
            stack=self.stack,
            text=template_yaml(self.stack.template),
            bucket=bucket_in(self.request.context.artifact_buckets, self.account.region),
            before=deployed.stack if deployed else None,
            role=self.permissions.role,
            is_for_review=not self.permissions.execution,
        )

    def _is_confirmed(self, changes: str, deployed: Deployed | None) -> bool:
        """Show changes and ask. Raises OvertakenError if the stack was changed before the answer."""
        write_aside(changes)
        application = self.request.context.application
        verb = "Deploy" if self.permissions.execution else "Create a change set for"
        where = f"in account {application.account}, {self.account.region}"
        asks = self.asker.may_ask
        if not self.asker.confirm(f"{verb} the pipeline {self.graph.name} of {application.name} {where}?"):
            return False
        if asks:
            now = self.account.stacks.describe(self.stack.name)
            if now != (deployed.stack if deployed else None):
                raise OvertakenError(self.stack.name, "the stack was changed before the answer")
        return True

    def _after(self, before: Deployed | None, live: Live, view: View) -> Live:
        """Return the pipeline after a change, from its earlier state and the change's events."""
        changed = [one for one in view.resources.values() if one.physical_id]
        if any(one.status.startswith("DELETE_") for one in changed):  # a replaced one's name doesn't help
            resources = self.account.stacks.resources(self.stack.name)
        else:
            resources = (*changed, *(before.resources if before else ()))
        pipeline = pipeline_in(resources)
        source = live.source if pipeline == live.pipeline else None
        return Live(pipeline, self._connection(before, resources), source)

    def _connection(self, before: Deployed | None, resources: Sequence[StackResource]) -> str:
        """Return the ARN of the deployed pipeline's connection, empty if it has none."""
        output = self.stack.template.get("Outputs", {}).get(OUTPUT)
        if output is None:
            return ""
        match output["Value"]:
            case str(arn):
                return arn
            case {"Ref": name}:
                ids = (one.physical_id for one in resources if one.logical_id == name)
                known = before.stack.outputs.get(OUTPUT, "") if before and not resources else ""
                if arn := next(ids, known):
                    return arn
        stack = self.account.stacks.describe(self.stack.name)
        return stack.outputs.get(OUTPUT, "") if stack else ""

    def _check_replacement(self, change_set: ChangeSet) -> None:
        lost = replaced(change_set)
        if lost and not self.permissions.replacement:
            raise AwsError(
                Fault.REFUSED,
                f"deploy pipeline {self.graph.name}",
                "it would be replaced, not updated:\n" + changes_text(lost).rstrip(),
                help="a new pipeline loses its history, a new connection needs a handshake; "
                "give --allow-replacement if that is what you want",
            )

    def _proposed(self, change_set: str, stack: str, changes: tuple[ResourceChange, ...] = ()) -> Outcome:
        link = change_set_link(self.account.region, stack, change_set)
        outcome = self._outcome(Result.PROPOSED, changes)
        return replace(outcome, change_set=change_set, change_set_link=link)

    def _outcome(self, result: Result, changes: tuple[ResourceChange, ...] = ()) -> Outcome:
        return Outcome(
            name=self.graph.name,
            application=self.graph.application,
            region=self.account.region,
            stack=self.stack.name,
            result=result,
            changes=changes,
        )
