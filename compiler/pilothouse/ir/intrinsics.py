"""CloudFormation's intrinsic functions: a YAML tag is the short form, a mapping of one key the long form."""

from __future__ import annotations

from typing import Any

INTRINSICS = {
    "!Base64": "Fn::Base64",
    "!Cidr": "Fn::Cidr",
    "!Condition": "Condition",
    "!FindInMap": "Fn::FindInMap",
    "!GetAtt": "Fn::GetAtt",
    "!GetAZs": "Fn::GetAZs",
    "!If": "Fn::If",
    "!ImportValue": "Fn::ImportValue",
    "!Join": "Fn::Join",
    "!Ref": "Ref",
    "!Select": "Fn::Select",
    "!Split": "Fn::Split",
    "!Sub": "Fn::Sub",
    "!And": "Fn::And",
    "!Equals": "Fn::Equals",
    "!Not": "Fn::Not",
    "!Or": "Fn::Or",
    "!Transform": "Fn::Transform",
}
"""Short forms and their long forms (CloudFormation user guide, intrinsic function reference)."""


def long_form(tag: str, operand: Any) -> dict[str, Any]:
    """Convert a tagged value to the long form; `!GetAtt A.B.C` splits at the first dot."""
    if tag == "!GetAtt" and isinstance(operand, str):
        operand = operand.split(".", 1)
    return {INTRINSICS[tag]: operand}
