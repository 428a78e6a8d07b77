"""A repository URL that Copilot misreads and Pilothouse understands."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.ir.repository import read_repository, usual_url
from pilothouse.rules.base import Subject


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning that names the repository that was understood."""
    source = subject.manifest.source
    repository = read_repository(source.provider, source.repository)
    if repository and not repository.is_usual:
        meant = f"{repository.owner}/{repository.name}" if repository.owner else repository.name
        route = (*source.origin, "properties", "repository")
        url = usual_url(source.provider, repository)
        yield Diagnostic(
            codes.UNUSUAL_REPOSITORY,
            f'"{source.repository}" is read as repository {meant}',
            subject.value(route),
            "Copilot misreads or rejects this form of URL",
            fix=Fix(f"write {url}", (ReplaceScalar(route, url),), is_safe=True) if url else None,
        )
