"""Contradictions in a context."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.context import ArtifactBucket, Context, Environment
from pilothouse.passes.check_context import check_context
from tests.build_manifest import ACCOUNT, CONTEXT_PATH, bucket, context, environment


def found(given: Context) -> list[tuple[str, Place]]:
    return [(finding.code.slug, finding.place) for finding in check_context(given)]


def at(*route: str | int) -> Place:
    return Place(CONTEXT_PATH, Value(route))


def with_role(key: str, arn: str) -> Environment:
    roles: dict[str, Any] = {key: arn}
    return replace(environment("test"), **roles)


def test_a_consistent_context_is_accepted() -> None:
    assert found(context(artifact_buckets=(bucket(), bucket("eu-west-1")))) == []


@pytest.mark.parametrize("key", ["manager_role_arn", "execution_role_arn"])
def test_a_role_of_another_partition_is_found(key: str) -> None:
    wrong = with_role(key, f"arn:aws-cn:iam::{ACCOUNT}:role/x")
    assert found(context(wrong)) == [("foreign-partition", at("environments", "test", key))]


@pytest.mark.parametrize("key", ["manager_role_arn", "execution_role_arn"])
def test_a_role_of_another_account_is_found(key: str) -> None:
    wrong = with_role(key, "arn:aws:iam::210987654321:role/x")
    assert found(context(wrong)) == [("foreign-account", at("environments", "test", key))]


def test_an_environment_in_another_partition_is_found() -> None:
    arn = f"arn:aws-us-gov:iam::{ACCOUNT}:role/x"
    gov = replace(environment("gov", "us-gov-west-1"), manager_role_arn=arn, execution_role_arn=arn)
    assert found(context(gov)) == [("foreign-partition", at("environments", "gov", "region"))]


def test_a_connection_of_another_partition_is_found() -> None:
    arn = f"arn:aws-cn:codeconnections:cn-north-1:{ACCOUNT}:connection/1"
    given = replace(context(), connections={"github": arn})
    assert found(given) == [("foreign-partition", at("connections", "github"))]


def test_a_second_bucket_in_a_region_is_found() -> None:
    assert found(context(artifact_buckets=(bucket(), bucket()))) == [
        ("duplicate-bucket", at("artifact_buckets", 1, "region"))
    ]


def test_a_key_of_another_region_is_found() -> None:
    wrong = ArtifactBucket("us-west-2", "artifacts", f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1")
    assert found(context(artifact_buckets=(wrong,))) == [
        ("foreign-key", at("artifact_buckets", 0, "kms_key_arn"))
    ]
