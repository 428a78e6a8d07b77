"""The buildspec of a pipeline: the commands of its build stage.

Format of buildspecs: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
"""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import indent

from pilothouse.build_commands import (
    as_item,
    install,
    package_environments,
    package_workloads,
    replace_runtimes,
)
from pilothouse.scaffold.plan import Kind

_HEAD = """\
# Runs in the build stage of the pipeline {name}: makes the templates that its stages deploy.
version: 0.2
env:
  shell: bash
  variables:
    CI: "true"
    COLOR: "false"
phases:
  install:
    commands:
{install}\
  build:
    commands:
      # Test before anything is packaged, for example:
      # - make test
{package}\
artifacts:
  files:
    - infrastructure/*
"""


def buildspec_text(name: str, manifest: str, kinds: Iterable[Kind]) -> str:
    """Write a buildspec that packages a pipeline's deployments, as listed in its manifest when it runs.

    `manifest` is the manifest's path from the workspace's root.
    """
    package = {Kind.WORKLOADS: package_workloads, Kind.ENVIRONMENTS: package_environments}
    packaging = [package[kind](manifest) for kind in kinds]
    items = "".join(map(_item, [*packaging, replace_runtimes()]))
    return _HEAD.format(name=name, install=_item(install()), package=items)


def _item(script: str) -> str:
    return indent(as_item(script), " " * 6)
