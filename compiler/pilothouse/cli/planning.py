"""The plan of a new pipeline: from options, from known facts, and from answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pilothouse.cli.ask import Asker, Choice, distinct, split_names
from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import tell
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.scaffold.plan import Kind, Plan, Source
from pilothouse.scaffold.repository import Recognised, recognise

_HOSTS = "GitHub, Bitbucket or CodeCommit"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_KINDS = (
    Choice(Kind.WORKLOADS.value, "the services and jobs of this workspace"),
    Choice(Kind.ENVIRONMENTS.value, "the environments' own stacks"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """The values of the command line; missing ones are empty."""

    name: str = ""
    kind: str = ""
    repository: str = ""
    branch: str = ""
    environments: tuple[str, ...] = ()
    connection: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """Known facts: `environments` and `region` come from the context, if there is one.

    `branch` is the checked-out one, `default_branch` the remote's; `taken` are names of pipelines.
    """

    application: str
    region: str
    remotes: Mapping[str, str]
    branch: str
    default_branch: str
    environments: Sequence[str]
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class Planner:
    """Completes the given values; asks for missing ones only if allowed.

    The values of an `earlier` plan that didn't work are the defaults.
    """

    given: Given
    known: Known
    asker: Asker
    earlier: Plan | None = None

    def again(self, plan: Plan) -> Planner:
        """Ask for everything again, with a plan's values as defaults."""
        return replace(self, given=Given(connection=self.given.connection), earlier=plan)

    def plan(self) -> Plan:
        """Return the whole plan. Raises CommandError if something is missing or not valid."""
        repository = self._repository()
        branch = self.given.branch or self._branch()
        source = Source(repository.provider, repository.url, branch, self.given.connection)
        name = self._name(f"{repository.name}-{branch}")
        return Plan(name, self.known.application, self._kind(), source, self._environments())

    def _repository(self) -> Recognised:
        if self.given.repository:
            return self._recognised(self.given.repository)
        found = (recognise(url, self.known.region) for url in self.known.remotes.values())
        usable = list(dict.fromkeys(one.url for one in found if one))
        if self.asker.may_ask:
            return self.asker.choose_or_type(
                "Repository" if not usable else "Which repository starts the pipeline?",
                [Choice(url) for url in usable],
                self._recognised,
                default=self.earlier.source.url if self.earlier else next(iter(usable), ""),
                help=f"a push to it starts the pipeline; the URL of any repository of {_HOSTS}",
            )
        if not usable:
            raise CommandError(f"no git remote is a repository on {_HOSTS}", "pass --repository URL")
        return self._recognised(usable[0])

    def _recognised(self, url: str) -> Recognised:
        found = recognise(url, self.known.region)
        if found is None:
            raise CommandError(
                f"a pipeline cannot read from {url}",
                f"give the URL of a repository on {_HOSTS}, such as https://github.com/OWNER/NAME",
            )
        return found

    def _branch(self) -> str:
        if self.asker.may_ask:
            likely = self.earlier.source.branch if self.earlier else self.known.branch
            return self.asker.ask(
                "Branch",
                str,
                default=likely or self.known.default_branch,
                help="a push to it starts the pipeline",
            )
        if self.known.branch:
            return self.known.branch
        if not self.known.default_branch:
            raise CommandError("no branch is checked out", "pass --branch NAME")
        tell(f"no branch is checked out: using {self.known.default_branch}, the remote's default branch")
        return self.known.default_branch

    def _name(self, suggestion: str) -> str:
        if self.given.name:
            return self._checked_name(self.given.name)
        suggestion = re.sub(r"[^a-z0-9]+", "-", suggestion.lower()).strip("-")
        if not self.asker.may_ask:
            return self._checked_name(suggestion)
        help = "it becomes the name of the folder below copilot/pipelines, and part of the stack's name"
        likely = self.earlier.name if self.earlier else suggestion
        return self.asker.ask("Name of the pipeline", self._checked_name, default=likely, help=help)

    def _checked_name(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise CommandError(
                f'"{name}" cannot be the name of a pipeline',
                "use letters, digits and -, starting with a letter",
            )
        if name in self.known.taken:
            raise CommandError(
                f"pipeline {name} already exists",
                f"choose another name; `pilothouse init --buildspec {name}` writes its buildspec again",
            )
        return name

    def _kind(self) -> Kind:
        if self.given.kind or not self.asker.may_ask:
            return Kind(self.given.kind or Kind.WORKLOADS)
        likely = self.earlier.kind if self.earlier else Kind.WORKLOADS
        help = "workloads are packaged and deployed with the code; environments need a separate pipeline"
        return Kind(self.asker.choose("What does it deploy?", _KINDS, default=likely.value, help=help))

    def _environments(self) -> tuple[str, ...]:
        if self.given.environments:
            return self._checked_environments(self.given.environments)
        if self.asker.may_ask:
            return self._asked_environments()
        if len(self.known.environments) == 1:
            return tuple(self.known.environments)
        raise CommandError("no environment is given", "pass --environments, in order: test,prod")

    def _asked_environments(self) -> tuple[str, ...]:
        question = "Which environments does it deploy to, in which order?"
        help = "each becomes a stage; separate them with commas, in order of deployment: test,prod"
        likely = ",".join(self.earlier.environments) if self.earlier else ""
        if not self.known.environments:
            return self.asker.ask(
                question, lambda answer: distinct(split_names([answer])), default=likely, help=help
            )
        choices = [Choice(name) for name in self.known.environments]
        return self.asker.choose_several(question, choices, default=likely, help=help)

    def _checked_environments(self, names: tuple[str, ...]) -> tuple[str, ...]:
        known = self.known.environments
        for name in distinct(names):
            if known and name not in known:
                raise CommandError(
                    f'the context has no environment "{name}"',
                    did_you_mean(
                        name, known, f"it has {', '.join(known)}; `pilothouse context pull` updates it"
                    ),
                )
        return names
