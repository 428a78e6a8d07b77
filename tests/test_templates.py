"""Every golden template is clean in cfn-lint itself, except for three warnings that version 1 always has."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cfnlint.config import ConfigMixIn
from cfnlint.decode import decode
from cfnlint.runner import Runner

from tests.golden import FIXTURES

TEMPLATES = sorted(FIXTURES.glob("ok/*.template.yml"))
ALWAYS = {"W3005 BuildProjectPolicy", "W3005 Pipeline", "W3037 PipelineRolePolicy"}


@pytest.fixture(scope="module")
def runners() -> dict[str, Runner]:
    regions = ("us-west-2", "us-gov-west-1")
    return {
        region: Runner(ConfigMixIn(["--config-file", os.devnull], regions=[region])) for region in regions
    }


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_golden_template_is_clean(path: Path, runners: dict[str, Runner]) -> None:
    template, problems = decode(str(path))
    assert problems == []
    assert template is not None
    region = "us-gov-west-1" if "arn:aws-us-gov" in json.dumps(template) else "us-west-2"
    found = {f"{match.rule.id} {match.path[1]}" for match in runners[region].validate_template(template)}
    assert found <= ALWAYS
