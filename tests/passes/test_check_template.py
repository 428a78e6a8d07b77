"""cfn-lint's verdict, at the manifest's lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pilothouse.diagnostics.place import Key
from pilothouse.ir.stack import Stack
from pilothouse.passes.check_template import TemplateChecker
from pilothouse.passes.emit import emit
from pilothouse.passes.lower import lower
from tests.build_subject import build, context, manifest


@pytest.fixture(scope="module")
def checker() -> TemplateChecker:
    return TemplateChecker()


def stack(**more: Any) -> Stack:
    outcome = emit(lower(manifest(**more), context(), ("api",)), "manifest.yml")
    assert outcome.value is not None
    return outcome.value


def test_a_good_template_has_no_findings_but_those_of_version_1_itself(checker: TemplateChecker) -> None:
    assert list(checker.check(stack(), "us-west-2")) == []


def test_a_finding_stands_where_its_cause_does(checker: TemplateChecker) -> None:
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Colour": "red"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    found = list(checker.check(stack(build=build(additional_policy=policy)), "us-west-2"))
    assert [finding.code.slug for finding in found] == ["template-finding"]
    assert found[0].message.startswith("cfn-lint E3510: ")
    assert found[0].place.path == "manifest.yml"
    anchor = found[0].place.anchor
    assert isinstance(anchor, Key)
    assert anchor.route[:5] == ("build", "additional_policy", "PolicyDocument", "Statement", 0)


def test_a_type_that_the_region_lacks_is_found(checker: TemplateChecker) -> None:
    found = checker.check(stack(), "af-south-1")
    assert any("E3006" in finding.message for finding in found)


def test_no_configuration_of_cfn_lint_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".cfnlintrc").write_text("ignore_checks: [E]\n")
    monkeypatch.chdir(tmp_path)
    fresh = TemplateChecker()
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Permit", "Action": "*", "Resource": "*"}]}
    found = list(fresh.check(stack(build=build(additional_policy=policy)), "us-west-2"))
    assert any("E3510" in finding.message for finding in found)
