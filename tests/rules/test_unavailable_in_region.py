"""The known gaps of regions are those of cfn-lint's resource schemas."""

from __future__ import annotations

import json
from pathlib import Path

import cfnlint
import pytest

from pilothouse.rules.unavailable_in_region import WITHOUT_BUILDS, WITHOUT_CONNECTIONS

PROVIDERS = Path(cfnlint.__file__).parent / "data" / "schemas" / "providers"
ISOLATED = "iso"
"""AWS's secret regions, and the sovereign ones, have no public pages; cfn-lint checks them."""


@pytest.mark.parametrize(
    ("resource", "known"),
    [
        ("AWS::CodeStarConnections::Connection", WITHOUT_CONNECTIONS),
        ("AWS::CodeBuild::Project", WITHOUT_BUILDS),
    ],
)
def test_known_regions_are_cfn_lints(resource: str, known: frozenset[str]) -> None:
    lacking = {
        path.stem
        for path in PROVIDERS.glob("*-*-*.json")
        if ISOLATED not in path.stem and resource not in json.loads(path.read_text("utf-8"))
    }
    assert known == lacking - {"eusc-de-east-1"}
