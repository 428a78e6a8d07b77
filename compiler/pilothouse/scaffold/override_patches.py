"""Scaffold a patch file: only comments, so that nothing changes until an example is uncommented."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from pilothouse.ir.stack import Stack
from pilothouse.scaffold.override_outline import resource_lines, stage_lines

_HEAD = """\
Patches to the template of the pipeline "$pipeline", applied in this order on every compilation.

Each has an `op` (add, remove or replace), a `path` and, unless it removes, a `value`. A path lists keys and
indexes from the top of the template. `-` at its end is the place after a list's last item; within a name, `/`
is written ~1 and `~` is written ~0. A short function such as `!Sub text` is one value: replace it as a whole.

The template before any patch:
"""
_EXAMPLES = """\
A larger build environment.
- op: replace
  path: /Resources/BuildProject/Properties/Environment/ComputeType
  value: BUILD_GENERAL1_MEDIUM

An environment variable of the build.
- op: add
  path: /Resources/BuildProject/Properties/Environment/EnvironmentVariables/-
  value:
    Name: LOG_LEVEL
    Value: debug

An additional permission of the build.
- op: add
  path: /Resources/BuildProjectPolicy/Properties/PolicyDocument/Statement/-
  value:
    Effect: Allow
    Action: ssm:GetParameter
    Resource: !Sub arn:$${AWS::Partition}:ssm:$${AWS::Region}:$${AWS::AccountId}:parameter/$pipeline/*

A newer execution waits for the one before instead of superseding it.
- op: add
  path: /Resources/Pipeline/Properties/ExecutionMode
  value: QUEUED
- op: add
  path: /Resources/Pipeline/Properties/PipelineType
  value: V2

Your own resource: build logs that are kept for a month.
- op: add
  path: /Resources/BuildLogs
  value:
    Type: AWS::Logs::LogGroup
    DeletionPolicy: Delete
    UpdateReplacePolicy: Delete
    Properties:
      RetentionInDays: 30
- op: add
  path: /Resources/BuildProject/Properties/LogsConfig
  value:
    CloudWatchLogs:
      Status: ENABLED
      GroupName: !Ref BuildLogs
"""


def patch_files(stack: Stack, pipeline: str) -> dict[str, str]:
    """Return the files of a patch override, by name."""
    lines = [*_filled(_HEAD, pipeline), *_outline(stack)]
    lines += ["", "Remove the `# ` from an example to apply it."]
    head = "".join(f"# {line}".rstrip() + "\n" for line in lines)
    examples = "".join(f"# {line}\n" if line else "\n" for line in _filled(_EXAMPLES, pipeline))
    return {"cfn.patches.yml": f"{head}\n{examples}"}


def _outline(stack: Stack) -> Iterator[str]:
    yield from resource_lines(stack, "  /Resources/")
    yield from stage_lines(stack, "  /Resources/Pipeline/Properties/Stages/")


def _filled(text: str, pipeline: str) -> list[str]:
    return Template(text).substitute(pipeline=pipeline).splitlines()
