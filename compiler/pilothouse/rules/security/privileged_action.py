"""A build that runs as root of its host, though it builds no images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.rules.buildspecs import plain_path
from pilothouse.rules.security.review import Review

BUILD_PROJECT = "BuildProject"
_NEEDS_PRIVILEGES = re.compile(r"\b(?:docker|dockerd|buildah|podman|buildx|kaniko|copilot)\b", re.IGNORECASE)
"""Copilot builds images when it packages or deploys."""


def check(review: Review) -> Iterator[Diagnostic]:
    """Yield a note for each whose commands are known and run no container (CodeBuild user guide, Docker)."""
    runs_containers = cache(partial(_runs_containers, review))  # many actions may share a buildspec
    build = review.graph.build
    if _is_privileged(review, BUILD_PROJECT) and not runs_containers(plain_path(build.buildspec)):
        yield _finding(review, "Build", build.origin)
    for stage in review.graph.deployed_stages:
        for action in (*stage.pre_deployments, *stage.post_deployments):
            path = plain_path(action.buildspec)
            if _is_privileged(review, action.project_id) and not runs_containers(path):
                yield _finding(review, action.name, action.origin)
        test = stage.test
        if test and _is_privileged(review, test.project_id) and not _needs_privileges(test.commands):
            yield _finding(review, test.name, test.origin)


def _finding(review: Review, name: str, origin: tuple[str | int, ...]) -> Diagnostic:
    message = f'"{name}" runs in privileged mode, but builds and runs no container'
    help = "set its project's PrivilegedMode to false with an override"
    return Diagnostic(codes.PRIVILEGED_ACTION, message, review.key(origin), help)


def _runs_containers(review: Review, path: str) -> bool:
    """Whether a buildspec runs containers, or may do so because it could not be read."""
    script = review.script(path)
    return script is None or _needs_privileges([command.text for command in script.commands()])


def _needs_privileges(commands: Sequence[str]) -> bool:
    """Whether containers are run; a custom script may do anything, so it counts."""
    return any(_NEEDS_PRIVILEGES.search(command) or _runs_own_script(command) for command in commands)


def _runs_own_script(command: str) -> bool:
    return re.search(r"(?:^|[\s;&|(])(?:\./|make\b|(?:ba)?sh\s|task\b|just\b)", command) is not None


def _is_privileged(review: Review, project_id: str) -> bool:
    environment = review.stack.properties(project_id).get("Environment")
    return isinstance(environment, dict) and environment.get("PrivilegedMode") is True
