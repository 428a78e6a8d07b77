"""Security notes: found in version 1's template, and gone once the template is narrowed."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.graph import Graph, TokenSource
from pilothouse.ir.script import Script
from pilothouse.passes.check_security import check_secrets, check_security
from pilothouse.passes.emit import emit
from pilothouse.rules.security.review import Review
from tests import build_manifest
from tests.build_graph import graph, stage
from tests.build_script import running, script

PATH = "manifest.yml"
MIGRATE = Key(("stages", 0, "pre_deployments", "migrate"))
API = {"api": ()}


def review(given: Graph, scripts: dict[str, Script] | None = None) -> Review:
    stack = emit(given, PATH).value
    assert stack is not None
    return Review(given, stack, PATH, tuple((scripts or {}).items()))


def found(given: Review, slug: str) -> list[Diagnostic]:
    return [finding for finding in check_security(given) if finding.code.slug == slug]


def slugs(given: Review) -> set[str]:
    return {finding.code.slug for finding in check_security(given)}


def narrowed(given: Review, *path: str | int, value: Any) -> Review:
    """The same with one value of the template replaced, as an override does."""
    template = deepcopy(given.stack.template)
    parent: Any = template
    for step in path[:-1]:
        parent = parent[step]
    parent[path[-1]] = value
    return replace(given, stack=replace(given.stack, template=template))


def test_every_note_is_a_note() -> None:
    everything = graph(stage("test", API, commands=("npm test",)), stage("prod", API, index=1))
    assert {finding.severity for finding in check_security(review(everything))} == {Severity.NOTE}


PIPELINE_ACTIONS = (
    "Resources",
    "PipelineRolePolicy",
    "Properties",
    "PolicyDocument",
    "Statement",
    0,
    "Action",
)


def test_the_pipelines_permissions_are_reported_at_the_stages() -> None:
    given = review(graph(stage("test", API)))
    for slug in ("any-role", "any-pipeline"):
        (finding,) = found(given, slug)
        assert finding.place == Place(PATH, Key(("stages",)))
    narrow = narrowed(given, *PIPELINE_ACTIONS, value=["codebuild:BatchGetBuilds", "codebuild:StartBuild"])
    assert not {"any-role", "any-pipeline"} & slugs(narrow)


@pytest.mark.parametrize("actions", ["iam:PassRole", ["IAM:passrole"]])
def test_one_action_and_a_list_of_them_are_equal_in_any_case(actions: Any) -> None:
    given = review(graph(stage("test", API)))
    assert "any-role" in slugs(narrowed(given, *PIPELINE_ACTIONS, value=actions))


@pytest.mark.parametrize("slug", ["key-administration", "any-parameter", "any-log"])
def test_the_permissions_of_builds_are_reported_once_with_each_action(slug: str) -> None:
    (finding,) = found(review(graph(stage("test", API, pre={"migrate": ()}))), slug)
    assert finding.place == Place(PATH, Key(("build",)))
    assert [related.place for related in finding.related] == [Place(PATH, MIGRATE)]


@pytest.mark.parametrize(
    ("slug", "path", "value"),
    [
        (
            "key-administration",
            ("BuildProjectPolicy", "Properties", "PolicyDocument", "Statement", 2, "Action"),
            [],
        ),
        ("any-parameter", ("BuildProjectRole", "Properties", "ManagedPolicyArns"), []),
        (
            "any-log",
            ("BuildProjectPolicy", "Properties", "PolicyDocument", "Statement", 3, "Resource"),
            "arn:x",
        ),
    ],
)
def test_permissions_that_an_override_removes_are_not_found(
    slug: str, path: tuple[str | int, ...], value: Any
) -> None:
    given = review(graph(stage("test", API)))
    assert slug in slugs(given)
    assert slug not in slugs(narrowed(given, "Resources", *path, value=value))


def privileged(*commands: str) -> list[Diagnostic]:
    given = graph(stage("test", API, pre={"migrate": ()}))
    (action,) = given.stages[0].pre_deployments
    return found(review(given, {action.buildspec: running(*commands)}), "privileged-action")


def test_an_action_that_runs_no_container_needs_no_privileges() -> None:
    (finding,) = privileged("npm ci", "npx prisma migrate deploy")
    assert finding.place == Place(PATH, MIGRATE)


@pytest.mark.parametrize(
    "command", ["docker build .", "./run.sh", "make", "bash ci.sh", "buildah bud", "copilot svc deploy"]
)
def test_an_action_that_may_run_a_container_is_accepted(command: str) -> None:
    assert not privileged("npm ci", command)


def test_an_action_whose_buildspec_is_unknown_is_accepted() -> None:
    assert not found(review(graph(stage("test", API, pre={"migrate": ()}))), "privileged-action")


def test_privileges_that_an_override_removes_are_not_found() -> None:
    given = review(graph(stage("test", API, commands=("npm test",))))
    assert found(given, "privileged-action")
    path = ("Resources", "BuildTestCommandstest", "Properties", "Environment", "PrivilegedMode")
    assert not found(narrowed(given, *path, value=False), "privileged-action")


def test_tests_that_reach_other_stages_are_found() -> None:
    given = review(graph(stage("test", API, commands=("npm test",)), stage("prod", API, index=1)))
    (finding,) = found(given, "far-reaching-tests")
    assert finding.place == Place(PATH, Key(("stages", 0, "test_commands")))
    assert finding.related[0].place == Place(PATH, Value(("stages", 1, "name")))
    path = ("Resources", "BuildTestCommandstest", "Properties", "ServiceRole")
    assert not found(narrowed(given, *path, value={"Fn::GetAtt": ["TestRole", "Arn"]}), "far-reaching-tests")


def test_tests_of_the_only_stage_reach_no_further() -> None:
    assert not found(review(graph(stage("test", API, commands=("npm test",)))), "far-reaching-tests")


def test_an_access_token_is_found_and_a_connection_is_not() -> None:
    token = TokenSource("octo", "shop", "main", "github-token", ("source",))
    assert found(review(graph(stage("test", API), source=token)), "access-token")
    assert not found(review(graph(stage("test", API))), "access-token")


def secrets(text: str) -> list[Diagnostic]:
    return list(check_secrets(build_manifest.manifest(), [script(text)]))


@pytest.mark.parametrize(
    "variable",
    [
        "NPM_TOKEN: 6c1d8e0f",
        "DB_PASSWORD: hunter2",
        "API_KEY: abc",
        f"ID: AKIA{'A1' * 8}",
        f"X: ghp_{'a1' * 18}",
    ],
)
def test_a_secret_in_a_buildspec_is_found_and_not_repeated(variable: str) -> None:
    (finding,) = secrets(f"env:\n  variables:\n    {variable}\n")
    name, value = variable.split(": ")
    assert finding.place == Place("buildspec.yml", Value(("env", "variables", name)))
    assert value not in finding.message + finding.help


@pytest.mark.parametrize(
    "variable",
    [
        "NPM_TOKEN: $TOKEN",
        "DB_PASSWORD: ''",
        "API_KEY_URL: abc",
        "DB_SECRET: arn:aws:x:y",
        "TOKEN: /demo/token",
        "PASSWORD: changeme",
        "TOKENS: 3",
        "MODE: token",
    ],
)
def test_the_name_of_a_secret_is_accepted(variable: str) -> None:
    assert not secrets(f"env:\n  variables:\n    {variable}\n")


def test_a_token_in_a_command_is_found() -> None:
    command = f"curl -u me:ghp_{'a1' * 18} https://x.io"
    given = build_manifest.manifest(build_manifest.stage("test", test_commands=("npm ci", command)))
    (in_tests,) = check_secrets(given, [])
    assert in_tests.place == Place(given.path, Value(("stages", 0, "test_commands", 1)))
    assert secrets(f"phases: {{build: {{commands: ['{command}']}}}}")


@pytest.mark.parametrize(
    ("name", "count"), [("prod", 1), ("prod-eu", 1), ("us-live", 1), ("product", 0), ("dev", 0)]
)
def test_production_needs_an_approval(name: str, count: int) -> None:
    assert len(found(review(graph(stage(name, API))), "unapproved-production")) == count
    assert not found(review(graph(stage(name, API, approval=True))), "unapproved-production")


@pytest.mark.parametrize(
    ("action", "resource", "allowed"),
    [
        ("s3:*", "*", "s3:*"),
        (["ec2:Describe*", "iam:*", "s3:*"], ["*"], "iam:*, s3:*"),
        (["*", "s3:*"], "*", "everything"),
        ("s3:Get*", "*", ""),
        ("s3:*", "arn:aws:s3:::mine/*", ""),
    ],
)
def test_a_whole_service_everywhere_is_broad(action: Any, resource: Any, allowed: str) -> None:
    plain = graph(stage("test", API))
    policy = {"Statement": [{"Effect": "Allow", "Action": action, "Resource": resource}]}
    notes = found(
        review(replace(plain, build=replace(plain.build, additional_policy=policy))), "broad-policy"
    )
    route = ("build", "additional_policy", "PolicyDocument", "Statement", 0)
    assert [note.place for note in notes] == ([Place(PATH, Key(route))] if allowed else [])
    assert all(f"is allowed {allowed} on" in note.message for note in notes)
