"""The table of Lambda's Node.js runtimes, from the data that cfn-lint ships."""

from __future__ import annotations

import json
from typing import Any

from cfnlint.data import AdditionalSpecs
from cfnlint.helpers import load_resource

_SOURCE = "LmbdRuntimeLifecycle.json"
_DATES = ("deprecated", "create-block", "update-block")


def lambda_runtimes_table() -> str:
    """Return the text of `lambda_runtimes.json`: one line for each runtime, the oldest first."""
    known: dict[str, dict[str, Any]] = load_resource(AdditionalSpecs, _SOURCE)
    nodejs = {name: [about[date] for date in _DATES] for name, about in known.items() if _is_nodejs(name)}
    lines = [f"{json.dumps(name)}: {json.dumps(nodejs[name])}" for name in sorted(nodejs, key=_number)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _is_nodejs(name: str) -> bool:
    return name.startswith("nodejs") and name.endswith(".x")


def _number(name: str) -> int:
    return int(name.removeprefix("nodejs").removesuffix(".x"))
