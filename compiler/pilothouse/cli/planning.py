"""What a new pipeline is to be: from options, from what is known here, and from answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click

from pilothouse.cli.ask import split_names
from pilothouse.cli.errors import CommandError
from pilothouse.cli.terminal import tell
from pilothouse.render.escape import terminal_line
from pilothouse.scaffold.plan import Kind, Plan, Source
from pilothouse.scaffold.repository import recognise

_HOSTS = "GitHub, Bitbucket or CodeCommit"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line says; what it doesn't is empty."""

    name: str
    kind: str
    repository: str
    branch: str
    environments: tuple[str, ...]
    connection: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known here: `environments` and `region` by the context, if there is one."""

    application: str
    region: str
    remotes: Mapping[str, str]
    branch: str
    environments: Sequence[str]


@dataclass(frozen=True, slots=True)
class Planner:
    """Completes what was given; asks for what is missing only if it may."""

    given: Given
    known: Known
    may_ask: bool

    def plan(self) -> Plan:
        """Return the whole plan. Raises CommandError if something is missing or cannot be."""
        source, repository = self._source()
        name = self._checked_name(self._name(f"{repository}-{source.branch}"))
        kind = Kind(self._kind())
        return Plan(name, self.known.application, kind, source, self._environments())

    def _source(self) -> tuple[Source, str]:
        url = self.given.repository or self._repository()
        found = recognise(url, self.known.region)
        if found is None:
            raise CommandError(
                f"a pipeline cannot read from {url}",
                f"give the URL of a repository of {_HOSTS}, such as https://github.com/OWNER/NAME",
            )
        branch = self.given.branch or self._branch()
        return Source(found.provider, found.url, branch, self.given.connection), found.name

    def _repository(self) -> str:
        found = (recognise(url, self.known.region) for url in self.known.remotes.values())
        usable = list(dict.fromkeys(one.url for one in found if one))
        if self.may_ask:
            for url in usable:
                tell(f"  {url}")
            return _ask("Repository", usable[0] if usable else None)
        if not usable:
            raise CommandError(f"no remote of git is a repository of {_HOSTS}", "give --repository URL")
        return usable[0]

    def _branch(self) -> str:
        default = self.known.branch or "main"
        return _ask("Branch", default) if self.may_ask else default

    def _name(self, suggestion: str) -> str:
        if self.given.name:
            return self.given.name
        suggestion = re.sub(r"[^a-z0-9]+", "-", suggestion.lower()).strip("-")
        return _ask("Name of the pipeline", suggestion) if self.may_ask else suggestion

    def _checked_name(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise CommandError(
                f'"{name}" cannot be the name of a pipeline', "use letters, digits and -, with a letter first"
            )
        return name

    def _kind(self) -> str:
        if self.given.kind or not self.may_ask:
            return self.given.kind or Kind.WORKLOADS
        choice = click.Choice([kind.value for kind in Kind])
        return str(click.prompt("What it deploys", default=Kind.WORKLOADS.value, type=choice, err=True))

    def _environments(self) -> tuple[str, ...]:
        chosen = self.given.environments
        if not chosen and self.may_ask:
            known = f" (known: {', '.join(self.known.environments)})" if self.known.environments else ""
            answer = _ask(f"Environments in order, with commas{known}", None)
            chosen = split_names([answer])
        if not chosen and len(self.known.environments) == 1:
            chosen = tuple(self.known.environments)
        if not chosen:
            raise CommandError("no environment is named", "give --environments, in order: test,prod")
        return chosen


def _ask(question: str, default: str | None) -> str:
    return str(click.prompt(terminal_line(question), default=default, err=True)).strip()
