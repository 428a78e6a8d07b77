"""Lower the build project."""

from __future__ import annotations

from pilothouse.ir.graph import Build
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.manifest import BuildSection


def lower_build(build: BuildSection, directory: str) -> Build:
    """Fill in the defaults; `directory` is the manifest's folder from the workspace's root."""
    image = build.image or DEFAULT_IMAGE
    return Build(
        image=image,
        environment_type="ARM_CONTAINER" if "aarch64" in image else "LINUX_CONTAINER",
        buildspec=build.buildspec or (f"{directory}/buildspec.yml" if directory else "buildspec.yml"),
        additional_policy=build.additional_policy,
        origin=build.origin,
    )
