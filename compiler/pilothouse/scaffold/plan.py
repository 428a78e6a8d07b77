"""The plan of a new pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pilothouse.ir.manifest import Provider


class Kind(StrEnum):
    """The deployments of a pipeline: the workspace's services and jobs, or the environments themselves."""

    WORKLOADS = "workloads"
    ENVIRONMENTS = "environments"


@dataclass(frozen=True, slots=True)
class Source:
    """The location of the code; `url` has Copilot's form."""

    provider: Provider
    url: str
    branch: str
    connection: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A pipeline; `environments` are its stages, in order."""

    name: str
    application: str
    kind: Kind
    source: Source
    environments: tuple[str, ...]

    @property
    def manifest(self) -> str:
        """The path of its manifest from the workspace's root."""
        return manifest_path(self.name)

    @property
    def buildspec(self) -> str:
        """The path of its buildspec from the workspace's root."""
        return f"copilot/pipelines/{self.name}/buildspec.yml"


def manifest_path(name: str) -> str:
    """Return the path of a new pipeline's manifest, from the workspace's root."""
    return f"copilot/pipelines/{name}/manifest.yml"
