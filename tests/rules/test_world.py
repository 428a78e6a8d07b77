"""References of a manifest to AWS accounts."""

from __future__ import annotations

import pytest

from pilothouse.rules import empty_stage, invalid_path, missing_bucket, missing_version, unknown_environment
from tests.build_manifest import action, build, context, deployment, environment, manifest, stage
from tests.build_subject import findings, places


def test_an_environment_must_be_known() -> None:
    found = findings(unknown_environment.check, manifest(stage("prd")))
    assert found == [("unknown-environment", "value stages.0.name", 'did you mean "prod"?')]


def test_without_a_near_environment_the_known_ones_are_listed() -> None:
    assert findings(unknown_environment.check, manifest(stage("zzz")))[0][2].startswith("known: test, prod")


def test_every_region_needs_a_bucket() -> None:
    world = context(environment("test"), environment("far", "eu-west-1"))
    assert places(missing_bucket.check, manifest(stage("test", 0), stage("far", 1)), world) == [
        "value stages.1.name"
    ]
    assert places(missing_bucket.check, manifest(stage("test", 0)), context(artifact_buckets=())) == ["key"]


def test_a_stage_without_deployments_is_dropped() -> None:
    assert findings(empty_stage.check, manifest(stage()), workloads=()) != []
    assert findings(empty_stage.check, manifest(stage()), workloads=("api",)) == []
    assert findings(empty_stage.check, manifest(stage(deployments=(deployment("a"),))), workloads=()) == []


def test_a_missing_version_is_only_pointed_out() -> None:
    assert places(missing_version.check, manifest(version=None)) == ["key"]
    assert places(missing_version.check, manifest(version=1)) == []


@pytest.mark.parametrize("path", ["/etc/template.yml", "../x.yml", "a/../../x.yml", "a\\b.yml"])
def test_a_path_stays_inside(path: str) -> None:
    template = manifest(stage(deployments=(deployment("api", template_path=path),)))
    assert places(invalid_path.check, template) == ["value stages.0.deployments.api.template_path"]
    assert places(invalid_path.check, manifest(build=build(buildspec=path))) == ["value build.buildspec"]


@pytest.mark.parametrize("path", ["", "a.yml", "./ci/a.yml", "ci/a..b.yml", "..a/b.yml"])
def test_these_paths_are_inside(path: str) -> None:
    template = manifest(stage(deployments=(deployment("api", template_config=path),)))
    assert places(invalid_path.check, template) == []
    assert places(invalid_path.check, manifest(stage(pre_deployments=(action("a"),)))) == []
