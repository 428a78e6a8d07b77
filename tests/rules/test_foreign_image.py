"""The registry of a build's image."""

from __future__ import annotations

import pytest

from pilothouse.rules import foreign_image
from tests.build_manifest import ACCOUNT, build, manifest
from tests.build_subject import places


@pytest.mark.parametrize(
    "image",
    [
        "210987654321.dkr.ecr.us-west-2.amazonaws.com/build:5.0",
        "210987654321.dkr.ecr-fips.us-gov-west-1.amazonaws.com/team/build@sha256:abc",
        "210987654321.dkr.ecr.cn-north-1.amazonaws.com.cn/build",
    ],
)
def test_an_image_of_another_account_is_pointed_out(image: str) -> None:
    assert places(foreign_image.check, manifest(build=build(image=image))) == ["value build.image"]


@pytest.mark.parametrize(
    "image", ["", f"{ACCOUNT}.dkr.ecr.us-west-2.amazonaws.com/build", "docker.io/library/golang:1.24"]
)
def test_other_images_are_not(image: str) -> None:
    assert places(foreign_image.check, manifest(build=build(image=image))) == []
