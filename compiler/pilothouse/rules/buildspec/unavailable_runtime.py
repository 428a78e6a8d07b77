"""A runtime, or a runtime version, that the build's image doesn't have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.nearest import did_you_mean
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.image import RUNTIMES, curated_name
from pilothouse.ir.reader import Reader
from pilothouse.ir.script import Script
from pilothouse.source.integer import integer

_ALWAYS = "latest"
_DIGIT = re.compile("[0-9]")


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a finding for each: CodeBuild stops with YAML_FILE_ERROR, "Unknown runtime version named".

    A version newer than all known ones is only a warning, because the image may have it by now. `18.x` means
    any version that starts with `18` (CodeBuild user guide, "Runtime versions").
    """
    available = RUNTIMES.get(curated_name(script.image))
    versions = script.section("phases", "install")
    if available is None:
        return
    for runtime in versions.entries("runtime-versions"):
        version = versions.child("runtime-versions").text(runtime.name)
        if runtime.name not in available:
            yield _unknown_runtime(script, runtime, available)
        elif not _has(available[runtime.name], version):
            yield _unknown_version(script, runtime, version, available[runtime.name])


def _unknown_runtime(script: Script, runtime: Reader, known: Mapping[str, tuple[str, ...]]) -> Diagnostic:
    message = f'{script.image} has no runtime "{runtime.name}"'
    help = did_you_mean(runtime.name, known, f"it has {', '.join(known)}")
    if runtime.name == "docker":
        help = (
            "remove it: Docker is available in every privileged build, and version 1's builds are privileged"
        )
    place = Place(script.document.file.path, Key(runtime.route))
    return Diagnostic(codes.UNAVAILABLE_RUNTIME, message, place, help)


def _unknown_version(script: Script, runtime: Reader, version: str, known: tuple[str, ...]) -> Diagnostic:
    message = f"{script.image} has no {runtime.name} {version}"
    place = Place(script.document.file.path, Value(runtime.route))
    finding = Diagnostic(codes.UNAVAILABLE_RUNTIME, message, place, f"it has {', '.join(known)}")
    return finding.at_severity(Severity.WARNING) if _rank(version) > max(map(_rank, known)) else finding


def _has(known: tuple[str, ...], version: str) -> bool:
    if version == _ALWAYS or version in known or f"{version}.0" in known:
        return True
    prefix = version.removesuffix("x").rstrip(".")
    return version.endswith(".x") and any(name == prefix or name.startswith(f"{prefix}.") for name in known)


def _rank(version: str) -> tuple[int, ...]:
    """Return the numbers in a version, for comparison: `corretto17` is 17."""
    parts = ("".join(_DIGIT.findall(part)) for part in version.split("."))
    return tuple(integer(part) for part in parts if part)
