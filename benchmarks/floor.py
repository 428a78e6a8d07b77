"""The floor: the least that Python can do for a manifest. YAML in C, a dict of the template's shape, JSON.

No positions, no checks, no context: nobody would want to use it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml


def template(manifest: dict[str, Any]) -> dict[str, Any]:
    """Make a template-like dict of a manifest."""
    stages = [
        {"Name": f"DeployTo-{stage['name']}", "Actions": [_action(name, stage) for name in _names(stage)]}
        for stage in manifest["stages"]
    ]
    pipeline = {"Type": "AWS::CodePipeline::Pipeline", "Properties": {"Stages": stages}}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Pipeline": pipeline}}


def _names(stage: dict[str, Any]) -> list[str]:
    groups = ("pre_deployments", "deployments", "post_deployments")
    return [name for group in groups for name in stage.get(group) or ()]


def _action(name: str, stage: dict[str, Any]) -> dict[str, Any]:
    return {
        "Name": f"CreateOrUpdate-{name}-{stage['name']}",
        "RunOrder": 1,
        "ActionTypeId": {"Category": "Deploy", "Owner": "AWS", "Version": 1, "Provider": "CloudFormation"},
        "Configuration": {
            "ActionMode": "CREATE_UPDATE",
            "StackName": f"demo-{stage['name']}-{name}",
            "TemplatePath": f"BuildOutput::infrastructure/{name}-{stage['name']}.stack.yml",
        },
        "InputArtifacts": [{"Name": "BuildOutput"}],
    }


if __name__ == "__main__":
    source = Path(sys.argv[1]).read_text(encoding="utf-8")
    print(json.dumps(template(yaml.load(source, yaml.CSafeLoader))))
