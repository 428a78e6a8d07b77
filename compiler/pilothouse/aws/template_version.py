"""Versions of templates: the version of the client that generated them, such as `v1.34.1`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pilothouse.source.integer import integer

_NUMBER = re.compile("[0-9]+")
_VERSION = re.compile(r"v(\d+)(?:\.(\d+))?(?:\.(\d+))?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?", re.ASCII)


def template_version(template: Mapping[str, Any] | None) -> str:
    """Return `Metadata.Version` of a template, empty if there is none."""
    metadata = template.get("Metadata") if template else None
    return str(metadata.get("Version", "")) if isinstance(metadata, dict) else ""


def is_newer(one: str, other: str) -> bool:
    """Whether one version is newer than another, in semver.org's order; an invalid version is the oldest."""
    return _rank(one) > _rank(other)


def _rank(version: str) -> tuple[object, ...]:
    match = _VERSION.fullmatch(version)
    if match is None:
        return (-1,)
    numbers = tuple(integer(part or "0") for part in match.groups()[:3])
    suffix = match.group(4) or ""
    return (*numbers, not suffix, tuple(_part(part) for part in suffix[1:].split(".")))


def _part(part: str) -> tuple[int, int, str]:
    """Order a suffix's parts: numbers by their value, and before text."""
    return (0, integer(part), "") if _NUMBER.fullmatch(part) else (1, 0, part)
