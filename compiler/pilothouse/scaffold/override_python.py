"""Scaffold an `override.py`: a typed function that changes nothing yet."""

from __future__ import annotations

from pilothouse.ir.stack import Stack
from pilothouse.scaffold.override_outline import resource_lines, stage_lines

_HEAD = '''\
"""Changes the template of the pipeline "{pipeline}" on every compilation, if code is allowed to run.

`override` gets the template as plain data, intrinsic functions in their long form: `{{"Ref": "Pipeline"}}`.
It returns the template, made of plain data or troposphere objects. It runs in a separate process,
with the Python of Pilothouse, and can import modules from this folder.

The template:
{resources}

Stages of the pipeline:
{stages}
"""

from __future__ import annotations

from typing import Any

# from troposphere import Ref, logs

Template = dict[str, Any]


def override(template: Template) -> Template:
    """Return the template to deploy."""
    # resources = template["Resources"]

    # A larger build environment.
    # build = resources["BuildProject"]["Properties"]
    # build["Environment"]["ComputeType"] = "BUILD_GENERAL1_MEDIUM"

    # An environment variable of the build.
    # build["Environment"]["EnvironmentVariables"].append({{"Name": "LOG_LEVEL", "Value": "debug"}})

    # Your own resource, from troposphere: build logs that are kept for a month.
    # resources["BuildLogs"] = logs.LogGroup(
    #     "BuildLogs", RetentionInDays=30, DeletionPolicy="Delete", UpdateReplacePolicy="Delete"
    # )
    # build["LogsConfig"] = {{"CloudWatchLogs": {{"Status": "ENABLED", "GroupName": Ref("BuildLogs")}}}}

    # A newer execution waits for the one before instead of superseding it.
    # resources["Pipeline"]["Properties"] |= {{"PipelineType": "V2", "ExecutionMode": "QUEUED"}}

    return template
'''


def python_files(stack: Stack, pipeline: str) -> dict[str, str]:
    """Return the files of a Python override, by name."""
    text = _HEAD.format(
        pipeline=pipeline,
        resources="\n".join(resource_lines(stack, "  ")),
        stages="\n".join(stage_lines(stack, "  ")),
    )
    return {"override.py": text}
