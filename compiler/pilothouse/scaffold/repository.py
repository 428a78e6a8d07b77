"""Which repository a remote's URL means, written as Copilot reads it."""

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
    """A repository's host, its URL as Copilot reads it, and its name."""

    provider: Provider
    url: str
    name: str


def recognise(url: str, region: str) -> Recognised | None:
    """Return which repository a URL means, None if version 1 cannot read from there.

    `region` is where a CodeCommit repository is whose URL doesn't say.
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
