"""A CodeCommit repository in a different region than the pipeline: only its name is in the template."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.repository import read_repository
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning: CodePipeline looks for a repository of that name in its own region.

    Source: CodePipeline user guide, "Add a cross-Region action" (source actions can't be cross-Region).
    """
    source, region = subject.manifest.source, subject.context.application.region
    repository = read_repository(source.provider, source.repository)
    if repository and repository.region not in ("", region):
        wanted = f'the pipeline looks for "{repository.name}" in {region}'
        yield Diagnostic(
            codes.FOREIGN_REPOSITORY,
            f"the repository is in {repository.region}, but {wanted}",
            subject.value((*source.origin, "properties", "repository")),
            f"use a repository in {region}, or create the pipeline in {repository.region}",
        )
