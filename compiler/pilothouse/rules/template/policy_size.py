"""The minimum size of a policy after CloudFormation has resolved it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pilothouse.ir.partition import partition_of

_VARIABLE = re.compile(r"\$\{(?P<name>[^!{}][^{}]*)\}")


def policy_size(document: Any, pseudo_parameters: Mapping[str, str]) -> int:
    """Return the characters of a policy document without white space, as IAM counts them.

    Values that only the account knows (another resource's ARN, an imported value) count as empty, so that the
    result is a lower bound.
    """
    resolved = _resolve(document, pseudo_parameters)
    return len("".join(json.dumps(resolved, separators=(",", ":"), ensure_ascii=False).split()))


def pseudo_parameters(region: str, stack_name: str) -> dict[str, str]:
    """Return the values of CloudFormation's pseudo parameters; every account number has 12 digits."""
    return {
        "AWS::AccountId": "000000000000",
        "AWS::Partition": partition_of(region),
        "AWS::Region": region,
        "AWS::StackName": stack_name,
    }


def _resolve(value: Any, known: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_resolve(item, known) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) != 1:
        return {key: _resolve(item, known) for key, item in value.items()}
    match value:
        case {"Ref": str(name)}:
            return known.get(name, "")
        case {"Fn::Sub": str(text)}:
            return _VARIABLE.sub(lambda match: known.get(match["name"], ""), text)
        case {"Fn::Join": [str(delimiter), [*parts]]}:
            return delimiter.join(str(_resolve(part, known)) for part in parts)
    key, item = next(iter(value.items()))
    return "" if key.startswith("Fn::") else {key: _resolve(item, known)}
