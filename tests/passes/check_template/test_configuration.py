"""A template can't disable cfn-lint's checks."""

from __future__ import annotations

from typing import Any

import pytest

from pilothouse.diagnostics.place import Place
from pilothouse.ir.stack import Stack
from pilothouse.passes.check_template import TemplateChecker
from pilothouse.passes.check_template.configuration import unconfigured

IGNORE_ALL = {"cfn-lint": {"config": {"ignore_checks": ["E", "W", "E3006"]}}}
UNKNOWN = {"Type": "AWS::Nope::Nope"}


def slugs(template: dict[str, Any]) -> list[str]:
    stack = Stack("stack", template, {}, {(): Place("manifest.yml")})
    return sorted(finding.code.slug for finding in TemplateChecker().check(stack, "us-west-2"))


@pytest.mark.parametrize(
    "template",
    [
        {"Metadata": IGNORE_ALL, "Resources": {"X": UNKNOWN}},
        {"Resources": {"X": {**UNKNOWN, "Metadata": IGNORE_ALL}}},
        {"Metadata": {"cfn-lint": "text"}, "Resources": {"X": UNKNOWN}},
    ],
    ids=["of the template", "of a resource", "deformed"],
)
def test_settings_in_a_template_are_reported_and_not_used(template: dict[str, Any]) -> None:
    assert slugs(template) == ["ignored-configuration", "template-finding"]


def test_other_metadata_stay() -> None:
    kept = {"Version": "1"}
    assert unconfigured({"Metadata": {**kept, **IGNORE_ALL}}) == {"Metadata": kept}
    assert unconfigured({"Metadata": kept, "Resources": 1}) == {"Metadata": kept, "Resources": 1}
