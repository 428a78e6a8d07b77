"""An author's intent: approvals that have no effect, keys among names, files of other kinds."""

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source
from pilothouse.diagnostics.place import Key, Value
from pilothouse.passes.check_intent import check_intent
from pilothouse.passes.parse import parse
from pilothouse.source.edit import apply_edits
from pilothouse.source.file import SourceFile

HEAD = "name: main\nversion: 1\nsource: {provider: GitHub, properties: {repository: example/shop}}\n"
STAGE = HEAD + "stages:\n  - name: prod\n"


def found(text: str) -> list[Diagnostic]:
    document = parse(SourceFile("manifest.yml", text)).value
    assert document is not None
    return list(check_intent(document))


def fixed(text: str) -> str:
    """The text after the one safe fix."""
    file = SourceFile("manifest.yml", text)
    document = parse(file).value
    assert document is not None
    (finding,) = check_intent(document)
    assert finding.fix is not None
    assert finding.fix.is_safe
    return apply_edits(file, finding.fix.resolve(Source(file, document.spans)))


def routes(text: str, slug: str) -> list[tuple[str | int, ...]]:
    anchors = [finding.place.anchor for finding in found(text) if finding.code.slug == slug]
    return [anchor.route for anchor in anchors if isinstance(anchor, Key | Value)]


@pytest.mark.parametrize(
    "key",
    [
        "approval",
        "approvals",
        "approve",
        "manual_approval",
        "needs_approval",
        "approval_required",
        "require_approvals",
        "requires_approvals",
        "requires-approval",
        "requiresApproval",
        "required_approval",
        "requires_aproval",
        "RequiresApproval",
        "require_manual_approval",
    ],
)
@pytest.mark.parametrize("value", ["true", "yes"])
def test_a_near_miss_of_an_approval_is_an_error_with_a_safe_fix(key: str, value: str) -> None:
    assert routes(f"{STAGE}    {key}: {value}\n", "lost-approval") == [("stages", 0, key)]
    assert fixed(f"{STAGE}    {key}: {value}\n") == f"{STAGE}    requires_approval: {value}\n"


@pytest.mark.parametrize(
    "below",
    [
        "    deployments:\n      requires_approval: true\n      api:\n",
        "    deployments:\n      api:\n        stack_name: x\n        requires_approval: true\n",
        "    pre_deployments:\n      approval: true\n      mig: {buildspec: x.yml}\n",
        "    post_deployments:\n      mig:\n        buildspec: x.yml\n        manual_approval: on\n",
        "    deployments:\n      require_approval: true\n      api:\n",
        "    deployments:\n      api:\n        requires_approval: true # always\n",
        "    deployments:\n      api: {requires_approval: true}\n      web:\n",
        "    deployments: {requires_approval: true}\n",
    ],
)
def test_an_approval_one_level_too_deep_is_moved_next_to_the_stages_name(below: str) -> None:
    lines = fixed(STAGE + below).splitlines()
    assert lines[5] == "    requires_approval: true"
    assert not any("pprov" in line for line in lines[6:])


@pytest.mark.parametrize(
    "text",
    [
        STAGE + "    approval: false\n",
        STAGE + "    approval:\n",
        STAGE + "    approval: no\n",
        STAGE + "    requires_approval: true\n    approval: true\n",
        STAGE + "    require_approval: true\n",
        STAGE + "    deployments:\n      approval: {stack_name: x}\n",
        STAGE + "    deployments:\n      approval:\n",
        STAGE + "    test_commands: ['approve: true']\n",
        HEAD + "build: {additional_policy: {PolicyDocument: {approval: true}}}\nstages: [{name: a}]\n",
        HEAD + "stage: [{name: a, requires_approval: true}]\n",
    ],
)
def test_nothing_is_lost_where_no_approval_was_intended_or_there_is_one(text: str) -> None:
    assert not routes(text, "lost-approval")


@pytest.mark.parametrize("above", ["requires_approval: true\n", "build: {requires_approval: true}\n"])
def test_an_approval_outside_of_stages_has_no_fix_for_nobody_knows_which_stage(above: str) -> None:
    (finding,) = found(above + HEAD + "stages: [{name: a}]\n")
    assert finding.code.slug == "lost-approval"
    assert finding.fix is None
    assert "in each stage" in finding.help


def test_an_approval_with_settings_is_reported_without_a_fix() -> None:
    (finding,) = found(STAGE + "    manual_approval: {notify: me}\n")
    assert (finding.code.slug, finding.fix) == ("lost-approval", None)


@pytest.mark.parametrize("key", ["test_commands", "pre_deployments", "deployments", "post_deployments"])
def test_a_key_of_a_stage_among_names_of_deployments_is_misplaced(key: str) -> None:
    assert routes(f"{STAGE}    deployments:\n      api:\n      {key}: [a]\n", "misplaced-key") == [
        ("stages", 0, "deployments", key)
    ]


@pytest.mark.parametrize(
    ("group", "key"),
    [("deployments", "depends_on"), ("deployments", "stack_name"), ("pre_deployments", "buildspec")],
)
def test_a_key_of_an_entry_without_its_name_is_misplaced(group: str, key: str) -> None:
    (finding,) = found(f"{STAGE}    {group}:\n      {key}: x\n")
    assert finding.code.slug == "misplaced-key"
    assert "below a name" in finding.help


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("name: api\ntype: Backend Service\nimage: {build: x}\n", "a Backend Service"),
        ("name: test\ntype: Environment\n", "an environment"),
        ("name: nightly\ntype: Scheduled Job\n", "a Scheduled Job"),
        ("Resources: {}\n", "a CloudFormation template"),
        ("version: 0.2\nphases: {}\n", "a buildspec"),
        ("name: ci\non: push\njobs: {}\n", "a GitHub Actions workflow"),
        ("apiVersion: v1\nkind: Pod\n", "a Kubernetes manifest"),
        ("services: {}\nvolumes: {}\n", "a Docker Compose file"),
    ],
)
def test_a_file_of_another_kind_has_a_single_finding(text: str, kind: str) -> None:
    (finding,) = found(text)
    assert finding.code.slug == "foreign-file"
    assert kind in finding.message


def test_a_manifest_with_a_type_is_still_a_manifest() -> None:
    assert not found("type: Backend Service\n" + STAGE)


def test_a_number_after_the_branch_is_a_comment() -> None:
    text = "name: a\nsource:\n  properties:\n    branch: BRANCH\nstages: [{name: a}]\n"
    assert routes(text.replace("BRANCH", "feature #123"), "cut-off-branch")
    assert not routes(text.replace("BRANCH", "feature # 123 is done"), "cut-off-branch")
    assert not routes(text.replace("BRANCH", "'feature #123'"), "cut-off-branch")
