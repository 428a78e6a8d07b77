"""An image that cannot run in version 1's build environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.image import curated_name
from pilothouse.rules.base import Subject

_ARM = re.compile(r"(?<![a-z0-9])arm64(?:v8)?(?![a-z0-9])", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a finding for images of Windows, macOS and Lambda; a warning for those named after ARM.

    Version 1 builds in LINUX_CONTAINER, or in ARM_CONTAINER if the name contains `aarch64` (CodeBuild user
    guide, "EC2 compute images", "Lambda compute images").
    """
    image = subject.manifest.build.image
    place = subject.value((*subject.manifest.build.origin, "image"))
    if reason := _wrong_platform(curated_name(image)):
        message = f"{image} needs {reason}; version 1 builds in Linux containers"
        yield Diagnostic(
            codes.UNSUPPORTED_IMAGE, message, place, "choose a Linux image, or patch the template"
        )
    elif _ARM.search(image) and "aarch64" not in image:
        message = f'{image} looks like an ARM image but runs on x86: only names with "aarch64" run on ARM'
        help = "give the image a name or a tag with aarch64 in it"
        yield Diagnostic(codes.UNSUPPORTED_IMAGE, message, place, help).at_severity(Severity.WARNING)


def _wrong_platform(name: str) -> str:
    if name.startswith("windows"):
        return "a Windows environment"
    if name.startswith("macos"):
        return "a macOS environment"
    return "a Lambda environment" if "-lambda-" in name else ""
