"""A value that is too long for an action's configuration."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir import names
from pilothouse.ir.graph import CodeCommitSource, Graph
from pilothouse.rules.base import Plan
from pilothouse.source.route import Route

CONFIGURATION = 1000
"""botocore codepipeline ActionConfigurationValue."""
CODECOMMIT_BRANCH = 256
"""botocore codecommit BranchName."""


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Yield a finding for each such value, at the manifest's value that it comes from."""
    for what, value, limit, route in _values(plan.graph):
        if len(value) > limit:
            message = f"{what} is {len(value):,} characters long in the template; AWS allows {limit:,}"
            place = Place(plan.path, Value(route))
            help = f"shorten it by {len(value) - limit} characters"
            yield Diagnostic(codes.VALUE_TOO_LONG, message, place, help)


def _values(graph: Graph) -> Iterator[tuple[str, str, int, Route]]:
    source = graph.source
    properties = (*source.origin, "properties")
    limit = CODECOMMIT_BRANCH if isinstance(source, CodeCommitSource) else CONFIGURATION
    yield "the branch", source.branch, limit, (*properties, "branch")
    if not isinstance(source, CodeCommitSource):
        repository = f"{source.owner}/{source.repository}"
        yield "the repository", repository, CONFIGURATION, (*properties, "repository")
    for stage in graph.deployed_stages:
        for action in stage.deployments:
            for key, path in (
                ("template_path", action.template_path),
                ("template_config", action.template_config),
            ):
                yield key, f"{names.BUILD_ARTIFACT}::{path}", CONFIGURATION, (*action.origin, key)
