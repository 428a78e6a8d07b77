"""A path that is absolute, or leaves its folder."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.ir.manifest import Manifest
from pilothouse.rules.base import Subject
from pilothouse.source.route import Route


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for each such path of a template, a template configuration or a buildspec."""
    for path, route in _paths(subject.manifest):
        if problem := _problem(path):
            message = f'path "{path}" {problem}'
            start = "the workspace's root" if route[-1] == "buildspec" else "the root of the build's output"
            help = f"write it relative to {start}, with /"
            yield Diagnostic(codes.INVALID_PATH, message, subject.value(route), help)


def _paths(manifest: Manifest) -> Iterator[tuple[str, Route]]:
    yield manifest.build.buildspec, (*manifest.build.origin, "buildspec")
    for stage in manifest.stages:
        for action in (*stage.pre_deployments, *stage.post_deployments):
            yield action.buildspec, (*action.origin, "buildspec")
        for deployment in stage.deployments:
            yield deployment.template_path, (*deployment.origin, "template_path")
            yield deployment.template_config, (*deployment.origin, "template_config")


def _problem(path: str) -> str:
    if path.startswith("/"):
        return "is absolute"
    if ".." in path.split("/"):
        return 'leaves its folder with ".."'
    return "has a backslash" if "\\" in path else ""
