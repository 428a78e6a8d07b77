"""The images that CodeBuild offers, by their identifiers.

Source: CodeBuild user guide, "EC2 compute images" and "Deprecated CodeBuild images". The content of each
comes from `runtimes.yml` of github.com/aws/aws-codebuild-docker-images (April 2026). On 2024-11-22 the prefix
`amazonlinux2` became `amazonlinux`; the old one still works.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

CURATED = "aws/codebuild/"
DEFAULT_IMAGE = "aws/codebuild/amazonlinux2-x86_64-standard:5.0"
"""Of builds that name none, and of all pre- and post-deployment actions and tests."""

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
    """Return the part after `aws/codebuild/`, in today's form and without a release; '' for other images."""
    if not image.startswith(CURATED):
        return ""
    name = _RELEASE.sub("", image.removeprefix(CURATED))
    return re.sub(r"^amazonlinux2-", "amazonlinux-", name)


_AL2023_5 = {
    "dotnet": ("6.0", "8.0", "10.0"),
    "golang": ("1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.26"),
    "java": ("corretto8", "corretto11", "corretto17", "corretto21", "corretto25"),
    "nodejs": ("18", "20", "22", "24"),
    "php": ("8.2", "8.3", "8.4", "8.5"),
    "python": ("3.9", "3.10", "3.11", "3.12", "3.13", "3.14"),
    "ruby": ("3.1", "3.2", "3.3", "3.4", "4.0"),
}
_AL2023_6 = {
    "dotnet": ("8.0", "10.0"),
    "golang": ("1.24", "1.25", "1.26"),
    "java": ("corretto8", "corretto11", "corretto17", "corretto21", "corretto25"),
    "nodejs": ("22", "24"),
    "php": ("8.2", "8.3", "8.4", "8.5"),
    "python": ("3.10", "3.11", "3.12", "3.13", "3.14"),
    "ruby": ("3.3", "3.4", "4.0"),
    "rust": ("1.93",),
}
_OF_2022 = {
    "dotnet": ("6.0",),
    "golang": ("1.18",),
    "java": ("corretto17",),
    "nodejs": ("16",),
    "php": ("8.1",),
    "python": ("3.10",),
    "ruby": ("3.1",),
}
_AL2_3 = {
    "android": ("28", "29"),
    "docker": ("18", "19"),
    "dotnet": ("3.1",),
    "golang": ("1.12", "1.13", "1.14"),
    "java": ("corretto8", "corretto11"),
    "nodejs": ("10", "12"),
    "php": ("7.3", "7.4"),
    "python": ("3.7", "3.8", "3.9"),
    "ruby": ("2.6", "2.7"),
}
RUNTIMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "amazonlinux-x86_64-standard:3.0": _AL2_3,
    "amazonlinux-x86_64-standard:4.0": _OF_2022 | {"docker": ("20",), "python": ("3.9",)},
    "amazonlinux-x86_64-standard:5.0": _AL2023_5,
    "amazonlinux-x86_64-standard:6.0": _AL2023_6,
    "amazonlinux-x86_64-standard:corretto8": {"java": ("corretto8",)},
    "amazonlinux-x86_64-standard:corretto11": {"java": ("corretto11",)},
    "amazonlinux-aarch64-standard:2.0": {
        name: versions for name, versions in _AL2_3.items() if name != "android"
    }
    | {"docker": ("19",)},
    "amazonlinux-aarch64-standard:3.0": _AL2023_5
    | {"docker": ("23",), "php": ("8.1", "8.2", "8.3", "8.4", "8.5"), "rust": ("1.94",)},
    "amazonlinux-aarch64-standard:4.0": _AL2023_6 | {"docker": ("23",), "rust": ("1.94",)},
    "standard:4.0": _AL2_3,
    "standard:5.0": {
        "dotnet": ("3.1", "5.0"),
        "golang": ("1.15", "1.16"),
        "java": ("corretto8", "corretto11"),
        "nodejs": ("12", "14"),
        "php": ("7.3", "7.4", "8.0"),
        "python": ("3.7", "3.8", "3.9"),
        "ruby": ("2.6", "2.7"),
    },
    "standard:6.0": _OF_2022,
    "standard:7.0": _AL2023_5,
    "standard:8.0": _AL2023_6,
}
"""By image, the versions of each runtime that a buildspec's `runtime-versions` may choose."""
