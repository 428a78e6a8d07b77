"""What a template leaves to macros and to other templates, so that nobody can judge it here.

Source: CloudFormation user guide, "Perform custom processing with template macros", "`Fn::ForEach`", "Nested
stacks", "Modules".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.ir.stack import TemplatePath

_NESTED = (
    *("AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet", "AWS::CloudFormation::Macro"),
    *("AWS::ServiceCatalog::CloudFormationProvisionedProduct", "AWS::CloudFormation::HookVersion"),
)
_TRANSFORM, _FOR_EACH, _MODULE = "Fn::Transform", "Fn::ForEach", "::MODULE"


def find_unjudged(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Risk]:
    """Yield what is new or another of these in the template after, both as they are written."""
    if not before.get("Resources"):
        return
    known = {(name, words, content) for name, words, content, _ in _leftovers(before)}
    for name, words, content, path in _leftovers(after):
        if (name, words, content) not in known:
            details = ("what it changes can't be told here: read it yourself",)
            yield Risk(RiskKind.UNJUDGED, name, words, details, None, path)


def _leftovers(template: Mapping[str, Any]) -> Iterator[tuple[str, str, str, TemplatePath]]:
    """Yield the logical ID, what it is in words, its content as a text, and where it stands."""
    if "Transform" in template:
        words = "macros work on the whole template before it is deployed"
        yield "Transform", words, _content(template["Transform"]), ("Transform",)
    resources = template.get("Resources")
    for name, body in resources.items() if isinstance(resources, dict) else ():
        path: TemplatePath = ("Resources", name)
        kind = str(body.get("Type", "")) if isinstance(body, dict) else ""
        if kind in _NESTED or kind.endswith(_MODULE):
            yield name, f"{name} ({kind}) makes resources of its own", _content(body), path
        elif not isinstance(body, dict):
            yield name, f"{name} is no resource that can be read", _content(body), path
        else:
            for place, macro, content in _macros(body, path):
                yield name, f"part of {name} is made by {macro}", _content(content), place


def _macros(value: Any, path: TemplatePath) -> Iterator[tuple[TemplatePath, str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            name = str(key)
            if name == _TRANSFORM or name.startswith(_FOR_EACH):
                yield (*path, name), name.split("::", 2)[1].join(["Fn::", ""]), item
            else:
                yield from _macros(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _macros(item, (*path, index))


def _content(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)
