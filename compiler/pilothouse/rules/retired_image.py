"""An image that CodeBuild no longer caches or updates."""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.fix import Fix, ReplaceScalar
from pilothouse.ir.image import CURATED, RETIRED, curated_name
from pilothouse.rules.base import Subject

_SUCCESSORS = {
    "amazonlinux-x86_64": "amazonlinux-x86_64-standard:5.0",
    "amazonlinux-aarch64": "amazonlinux-aarch64-standard:3.0",
    "standard": "standard:7.0",
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a warning that names the image's successor (CodeBuild user guide, "Deprecated images")."""
    build = subject.manifest.build
    name = curated_name(build.image)
    if name in RETIRED:
        successor = next(new for prefix, new in _SUCCESSORS.items() if name.startswith(prefix))
        message = f"CodeBuild has retired {build.image}: it gets no security updates and starts slowly"
        route = (*build.origin, "image")
        fix = Fix(
            f'write "{CURATED}{successor}"', (ReplaceScalar(route, f"{CURATED}{successor}"),), is_safe=False
        )
        help = f"use {CURATED}{successor}"
        yield Diagnostic(codes.RETIRED_IMAGE, message, subject.value(route), help, fix=fix)
