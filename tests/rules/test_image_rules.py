"""Images: those that CodeBuild has retired, doesn't offer, or can't run in version 1's environment."""

from __future__ import annotations

import pytest

from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.image import DEFAULT_IMAGE, LINUX, RETIRED, RUNTIMES, curated_name
from pilothouse.rules import retired_image, unknown_image, unsupported_image
from pilothouse.rules.base import Rule, Subject
from tests.build_manifest import build, context, manifest, stage

RULES: tuple[Rule, ...] = (retired_image.check, unknown_image.check, unsupported_image.check)


def found(image: str, rules: tuple[Rule, ...] = RULES) -> list[tuple[str, Severity, str]]:
    subject = Subject(manifest(stage("test"), build=build(image=image)), context(), ())
    return [(f.code.slug, f.severity, f.help) for rule in rules for f in rule(subject)]


@pytest.mark.parametrize(
    "image",
    [
        "",
        DEFAULT_IMAGE,
        "aws/codebuild/standard:7.0-24.10.17",
        "aws/codebuild/amazonlinux2-aarch64-standard:3.0",
    ]
    + [f"aws/codebuild/{name}" for name in LINUX]
    + ["public.ecr.aws/docker/library/python:3.12", "example/charm64:1", "example/build-aarch64-arm64:1"],
)
def test_a_codebuild_image_or_a_custom_one_is_accepted(image: str) -> None:
    assert found(image) == []


@pytest.mark.parametrize(
    ("image", "successor"),
    [
        ("aws/codebuild/standard:3.0", "standard:7.0"),
        ("aws/codebuild/amazonlinux2-x86_64-standard:3.0", "amazonlinux-x86_64-standard:5.0"),
        ("aws/codebuild/amazonlinux2-aarch64-standard:1.0", "amazonlinux-aarch64-standard:3.0"),
    ],
)
def test_a_retired_image_has_a_successor(image: str, successor: str) -> None:
    assert found(image) == [("retired-image", Severity.WARNING, f"use aws/codebuild/{successor}")]


def test_a_misspelt_image_is_corrected() -> None:
    expected = 'did you mean "aws/codebuild/amazonlinux-x86_64-standard:4.0"?'
    assert found("aws/codebuild/amazonlinux2-x64-standard:4.0") == [
        ("unknown-image", Severity.WARNING, expected)
    ]


@pytest.mark.parametrize(
    "name", ["windows-base:2022-1.0", "amazonlinux-x86_64-lambda-standard:nodejs20", "macos-arm-base:14"]
)
def test_an_image_for_another_environment_is_an_error(name: str) -> None:
    assert [(slug, severity) for slug, severity, _ in found(f"aws/codebuild/{name}")] == [
        ("unsupported-image", Severity.ERROR)
    ]


@pytest.mark.parametrize("image", ["example/build:arm64", "example/arm64v8/python:3", "example/build-ARM64"])
def test_an_image_that_looks_like_arm_is_a_warning(image: str) -> None:
    assert [(slug, severity) for slug, severity, _ in found(image)] == [
        ("unsupported-image", Severity.WARNING)
    ]


def test_images_with_runtimes_are_known() -> None:
    assert RUNTIMES.keys() <= {*LINUX, *RETIRED}
    assert curated_name(DEFAULT_IMAGE) in RUNTIMES
