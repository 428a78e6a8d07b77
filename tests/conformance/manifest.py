"""A manifest on its way through both compilers."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

LEGACY_PATH = "copilot/pipeline.yml"
EMPTY = ("", "~", "null", "Null", "NULL")
"""How nothing is written."""
_TAB_IN_INDENTATION = re.compile(r"^[ \t]*\t[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who wants a new pipeline says; `kind` is `workloads` or `environments`."""

    name: str
    kind: str
    repository: str
    branch: str
    environments: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Where both write it, from the workspace's root."""
        return f"copilot/pipelines/{self.name}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest's text, its path in the workspace, and the YAML patches of its pipeline, if any."""

    text: str
    path: str = "copilot/pipelines/release/manifest.yml"
    patches: str = ""

    @property
    def files(self) -> dict[str, str]:
        """What is to be written, by path in the workspace."""
        patches = f"copilot/pipelines/{self.name}/overrides/cfn.patches.yml"
        return {self.path: self.text, **({patches: self.patches} if self.patches else {})}

    @property
    def data(self) -> Any:
        """The plain data, every scalar as its text in the file; None if it can't be read.

        Both compilers accept tabs in the indentation of a flow collection, PyYAML doesn't.
        """
        return _data(self.text)

    @property
    def name(self) -> str:
        """The pipeline's name, by which the client is asked; found in the text if the rest can't be read."""
        data = self.data
        if isinstance(data, dict):
            return str(data.get("name", ""))
        found = re.search(r"^name:[ \t]*(\S+)", self.text, re.MULTILINE)
        return found.group(1) if found else ""


@lru_cache(maxsize=8)  # dozens of predicates ask for the same one
def _data(manifest: str) -> Any:
    for text in (manifest, _TAB_IN_INDENTATION.sub(" ", manifest)):
        try:
            return yaml.load(text, Loader=yaml.BaseLoader)
        except yaml.YAMLError:
            pass
    return None
