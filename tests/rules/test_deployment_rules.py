"""Deployments that are probably mistakes, and policies and buildspecs that don't exist."""

from __future__ import annotations

from typing import Any

from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.ir.outcome import Outcome
from pilothouse.rules import empty_policy, foreign_environment, missing_buildspec, unknown_workload
from pilothouse.rules.base import Subject
from pilothouse.source.file import SourceFile
from tests.build_manifest import PATH, action, build, context, deployment, environment, manifest, stage


class Folder:
    """Files of which only the names count."""

    def __init__(self, *paths: str) -> None:
        self.paths = paths

    def exists(self, path: str) -> bool:
        return path in self.paths

    def read(self, path: str) -> Outcome[SourceFile]:
        return Outcome(SourceFile(path, ""))


def test_a_deployment_that_is_not_a_workload_gets_the_nearest_name() -> None:
    given = manifest(stage("test", deployments=(deployment("front-end"), deployment("api"))))
    (finding,) = unknown_workload.check(Subject(given, context(workloads=("api", "frontend")), ()))
    assert finding.help == 'did you mean "frontend"?'
    assert finding.place == Place(PATH, Key(("stages", 0, "deployments", "front-end")))


def test_a_deployment_with_a_template_needs_no_workload() -> None:
    given = manifest(stage("test", deployments=(deployment("vpc", template_path="vpc.yml"),)))
    assert not list(unknown_workload.check(Subject(given, context(workloads=("api",)), ())))


def test_without_any_known_workload_nothing_is_reported() -> None:
    given = manifest(stage("test", deployments=(deployment("api"),)))
    assert not list(unknown_workload.check(Subject(given, context(workloads=()), ())))


def test_a_local_workload_that_the_context_lacks_is_known() -> None:
    given = manifest(stage("test", deployments=(deployment("api"),)))
    assert not list(unknown_workload.check(Subject(given, context(workloads=("web",)), ("api",))))


def _foreign(**given: Any) -> list[str]:
    entry = deployment("api", **given)
    environments = (environment("test"), environment("prod"), environment("prod-eu"))
    subject = Subject(manifest(stage("prod", deployments=(entry,))), context(*environments), ())
    return [finding.message for finding in foreign_environment.check(subject)]


def test_files_and_stacks_of_another_environment_are_a_warning() -> None:
    assert _foreign(template_path="infrastructure/api-test.stack.yml")
    assert _foreign(template_config="infrastructure/api-prod-eu.params.json") == [
        'stage "prod" uses infrastructure/api-prod-eu.params.json, named after environment "prod-eu"'
    ]
    assert _foreign(stack_name="demo-test-api")


def test_names_that_may_be_the_stages_own_are_accepted() -> None:
    assert not _foreign(template_path="infrastructure/api-prod.stack.yml", stack_name="demo-prod-eu-api")
    assert not _foreign(template_path="infrastructure/latest.yml", template_config="infrastructure/all.json")


def test_a_policy_without_statements_is_a_warning() -> None:
    documents: tuple[dict[str, Any], ...] = ({}, {"Statement": []}, {"Statement": None})
    for document in documents:
        subject = Subject(manifest(stage("test"), build=build(additional_policy=document)), context(), ())
        assert len(list(empty_policy.check(subject))) == 1
    one = {"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
    for policy in (None, one):
        subject = Subject(manifest(stage("test"), build=build(additional_policy=policy)), context(), ())
        assert not list(empty_policy.check(subject))


def test_each_buildspec_that_does_not_exist_is_a_warning() -> None:
    given = manifest(stage("test", pre_deployments=(action("migrate", buildspec="ci/migrate.yml"),)))
    found = missing_buildspec.check(Subject(given, context(), (), Folder("README.md")))
    assert [finding.place for finding in found] == [
        Place(PATH, Key(("build",))),
        Place(PATH, Value(("stages", 0, "pre_deployments", "migrate", "buildspec"))),
    ]


def test_buildspecs_that_exist_or_are_not_files_are_accepted() -> None:
    spec = "copilot/pipelines/main/buildspec.yml"
    for buildspec in ("", spec, "arn:aws:s3:::bucket/buildspec.yml", "version: 0.2\nphases: {}"):
        given = manifest(stage("test"), build=build(buildspec=buildspec))
        assert not list(missing_buildspec.check(Subject(given, context(), (), Folder(spec))))


def test_without_a_workspace_no_file_is_missing() -> None:
    assert not list(missing_buildspec.check(Subject(manifest(stage("test")), context(), ())))
