"""The buildspec files that a manifest uses."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from pilothouse.ir.manifest import Manifest
from pilothouse.source.route import Route


@dataclass(frozen=True, slots=True)
class Buildspec:
    """A buildspec's path from the workspace's root, the entry that names it, and its image ('': default).

    `route` leads to the path in the manifest if it is given there, otherwise to the section with the default.
    """

    path: str
    route: Route
    image: str
    is_given: bool = True


def buildspecs(manifest: Manifest) -> Iterator[Buildspec]:
    """Yield each buildspec that is a file: not an S3 ARN, inline text, or a path outside the workspace."""
    build = manifest.build
    if build.buildspec:
        found = [Buildspec(build.buildspec, (*build.origin, "buildspec"), build.image)]
    else:
        found = [Buildspec(default_path(manifest), build.origin, build.image, is_given=False)]
    for stage in manifest.stages:
        for action in (*stage.pre_deployments, *stage.post_deployments):
            found.append(Buildspec(action.buildspec, (*action.origin, "buildspec"), ""))
    return (buildspec for buildspec in found if is_workspace_file(buildspec.path))


def default_path(manifest: Manifest) -> str:
    """Return the default path of the build's buildspec: next to the manifest."""
    return f"{manifest.directory}/buildspec.yml" if manifest.directory else "buildspec.yml"


def plain_path(path: str) -> str:
    """Normalize a path: `./a//b` becomes `a/b`."""
    return posixpath.normpath(path)


def is_workspace_file(path: str) -> bool:
    """Whether a buildspec is given by a path that stays in the workspace: no S3 ARN, no inline text."""
    return not (path.startswith(("arn:", "/")) or "\n" in path or ".." in path.split("/") or "\\" in path)
