"""cfn-lint's verdict, at the manifest's lines, computed once."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cfnlint.decode import decode_str

from pilothouse.diagnostics.place import Key
from pilothouse.ir.stack import Stack
from pilothouse.passes.check_template import TemplateChecker
from pilothouse.passes.check_template.key import installed_version, verdict_key
from pilothouse.passes.check_template.verdict import Match, Question, verdict_text
from pilothouse.passes.emit import emit
from pilothouse.passes.lower import lower
from tests.build_manifest import build, context, manifest


@pytest.fixture(scope="module")
def checker() -> TemplateChecker:
    return TemplateChecker()


def stack(**more: Any) -> Stack:
    outcome = emit(lower(manifest(**more), context(), ("api",)), "manifest.yml")
    assert outcome.value is not None
    return outcome.value


def test_a_good_template_has_no_findings_but_those_of_version_1_itself(checker: TemplateChecker) -> None:
    assert list(checker.check(stack(), "us-west-2")) == []


def test_a_finding_is_at_the_line_of_its_cause(checker: TemplateChecker) -> None:
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


def question(region: str = "us-west-2") -> Question:
    return Question.about(stack().template, region)


class Kept(dict[str, str]):
    """A store of verdicts in memory."""

    def put(self, key: str, text: str) -> None:
        self[key] = text


def test_each_of_many_stacks_gets_its_own_findings(checker: TemplateChecker) -> None:
    faulty = stack(
        build=build(additional_policy={"Version": "2012-10-17", "Statement": [{"Effect": "Permit"}]})
    )
    good = stack()
    several = [(good, "us-west-2"), (faulty, "us-west-2"), (good, "us-west-2"), (faulty, "us-west-2")] * 2
    counts = [len(findings) for findings in checker.check_all(several)]
    assert counts[0] == 0 < counts[1]
    assert counts == counts[:2] * 4


def test_a_verdict_is_stored_and_reused() -> None:
    kept = Kept()
    TemplateChecker(kept).check_all([(stack(), "us-west-2")])
    assert list(kept) == [verdict_key(question(), installed_version())]
    invented = Match("E0000", "as it was kept", "error", ("Resources", "BuildProject"))
    kept[next(iter(kept))] = verdict_text((invented,))
    found = list(TemplateChecker(kept).check(stack(), "us-west-2"))
    assert [finding.message for finding in found] == ["cfn-lint E0000: as it was kept"]


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "[1]", '[["E1", "m", "error"]]', '[["E1", "m", "error", 3]]']
)
def test_a_damaged_verdict_is_computed_again(text: str) -> None:
    key = verdict_key(question(), installed_version())
    kept = Kept({key: text})
    assert TemplateChecker(kept).check_all([(stack(), "us-west-2")]) == [()]
    assert kept[key] != text


@pytest.mark.parametrize("text", ["🙂", "\x7f\x85\u2028\ufeff", "ä\\ud83d"], ids=ascii)
def test_a_template_is_read_as_it_was_written(text: str) -> None:
    written = Question.about({"Description": text}, "us-west-2").template
    assert json.loads(written) == {"Description": text}
    read, problems = decode_str(written)
    assert (read, problems) == ({"Description": text}, [])


def test_a_template_that_cannot_be_read_is_a_finding(checker: TemplateChecker) -> None:
    broken = replace(stack(), template={"Description": "\ud83d"})
    (found,) = checker.check(broken, "us-west-2")
    assert found.message.startswith("cfn-lint E0000: ")


def test_another_template_region_or_version_of_cfn_lint_is_another_question() -> None:
    questions = [question(), question("eu-west-1"), Question("{}", "us-west-2")]
    keys = {verdict_key(one, version) for one in questions for version in (b"1", b"2")}
    assert len(keys) == 6


def test_the_installed_cfn_lint_is_identified_by_its_version() -> None:
    from cfnlint.version import __version__

    assert __version__.encode() in installed_version()


def test_progress_is_reported_for_each_template_that_cfn_lint_checks() -> None:
    told = []
    watching = TemplateChecker(watch=lambda done, of: told.append((done, of)))
    watching.check_all([(stack(), "us-west-2"), (stack(), "eu-west-1"), (stack(), "us-west-2")])
    assert told == [(1, 2), (2, 2)]
