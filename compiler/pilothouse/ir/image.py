"""The images that CodeBuild offers, by their identifiers.

Source: CodeBuild user guide, "EC2 compute images" and "Deprecated CodeBuild images"; what each holds is read
from `runtimes.yml` of github.com/aws/aws-codebuild-docker-images (April 2026). On 2024-11-22 the prefix
`amazonlinux2` became `amazonlinux`; the old one still works.
"""

from __future__ import annotations

import re

CURATED = "aws/codebuild/"

LINUX = (
    "amazonlinux-x86_64-standard:4.0",
    "amazonlinux-x86_64-standard:5.0",
    "amazonlinux-x86_64-standard:6.0",
    "amazonlinux-x86_64-standard:corretto8",
    "amazonlinux-x86_64-standard:corretto11",
    "amazonlinux-aarch64-standard:2.0",
    "amazonlinux-aarch64-standard:3.0",
    "amazonlinux-aarch64-standard:4.0",
    "standard:5.0",
    "standard:6.0",
    "standard:7.0",
    "standard:8.0",
)
RETIRED = (
    "amazonlinux-x86_64-standard:1.0",
    "amazonlinux-x86_64-standard:2.0",
    "amazonlinux-x86_64-standard:3.0",
    "amazonlinux-aarch64-standard:1.0",
    "standard:1.0",
    "standard:2.0",
    "standard:3.0",
    "standard:4.0",
)
_RELEASE = re.compile(r"-\d\d\.\d\d\.\d\d$")
"""`standard:7.0-24.10.17` is one release of `standard:7.0`."""


def curated_name(image: str) -> str:
    """Return what follows `aws/codebuild/`, in today's form and without a release; '' for other images."""
    if not image.startswith(CURATED):
        return ""
    name = _RELEASE.sub("", image.removeprefix(CURATED))
    return re.sub(r"^amazonlinux2-", "amazonlinux-", name)
