"""The repository that a remote's URL names, in Copilot's form."""

from __future__ import annotations

from dataclasses import dataclass

from pilothouse.ir.manifest import Provider
from pilothouse.ir.partition import partition_of
from pilothouse.ir.repository import HOSTS, Repository, read_repository

_PROVIDERS = (Provider.GITHUB, Provider.BITBUCKET, Provider.CODECOMMIT)
_CONSOLES = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """A repository's host, its URL in Copilot's form, and its name."""

    provider: Provider
    url: str
    name: str


def recognise(url: str, region: str) -> Recognised | None:
    """Return the repository that a URL names, None if version 1 doesn't support its host.

    `region` is used for a CodeCommit repository whose URL has none.
    """
    for provider in _PROVIDERS:
        found = read_repository(provider, url)
        if found:
            return Recognised(provider, _url(provider, found, region), found.name)
    return None


def _url(provider: Provider, repository: Repository, region: str) -> str:
    if provider is not Provider.CODECOMMIT:
        return f"https://{HOSTS[provider]}/{repository.owner}/{repository.name}"
    region = repository.region or region
    console = _CONSOLES.get(partition_of(region), _CONSOLES["aws"])
    return f"https://{region}.{console}/codesuite/codecommit/repositories/{repository.name}/browse"
