"""Lower the source: which repository, and how it is read."""

from __future__ import annotations

from pilothouse.ir import names
from pilothouse.ir.context import Context
from pilothouse.ir.graph import CodeCommitSource, ConnectionSource, Source, TokenSource
from pilothouse.ir.manifest import Provider, SourceSection
from pilothouse.ir.repository import read_repository


def lower_source(source: SourceSection, context: Context) -> Source:
    """Lower a source whose repository can be read and whose connection is known."""
    repository = read_repository(source.provider, source.repository)
    if repository is None:
        raise ValueError(f"unreadable repository {source.repository}")
    if source.provider is Provider.CODECOMMIT:
        return CodeCommitSource(repository.name, source.branch, source.output_artifact_format, source.origin)
    if source.access_token_secret and source.provider is not Provider.BITBUCKET:
        return TokenSource(
            repository.owner, repository.name, source.branch, source.access_token_secret, source.origin
        )
    name = source.connection_name
    return ConnectionSource(
        provider=source.provider.value,
        owner=repository.owner,
        repository=repository.name,
        branch=source.branch,
        connection_arn=context.connections[name] if name else source.connection_arn,
        connection_name=names.connection_name(repository.owner, repository.name),
        output_artifact_format=source.output_artifact_format,
        origin=source.origin,
        known_as=name or "",
    )
