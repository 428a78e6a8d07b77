"""The pipelines of an application, as a table and as JSON (docs/output/ls.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pilothouse.render.columns import columns
from pilothouse.render.escape import json_text

VERSION = 1


@dataclass(frozen=True, slots=True)
class ListedPipeline:
    """A pipeline; `real_name` is empty if it isn't known to be deployed, `manifest` if there is none."""

    name: str
    real_name: str = ""
    manifest: str = ""
    is_legacy: bool = False


def pipelines_text(pipelines: Sequence[ListedPipeline]) -> str:
    """Write a line for each: name, name in AWS, manifest. Empty columns are left out."""
    if not pipelines:
        return ""
    fields = [(one.name, one.real_name, one.manifest) for one in pipelines]
    filled = [column for column in zip(*fields, strict=True) if any(column)]
    rows = [[text or "-" for text in row] for row in zip(*filled, strict=True)]
    return "".join(f"{line}\n" for line in columns(rows))


def pipelines_json(application: str, pipelines: Sequence[ListedPipeline]) -> str:
    """Write the list for programs."""
    report = {
        "version": VERSION,
        "application": application,
        "pipelines": [
            {
                "name": one.name,
                "pipeline": one.real_name or None,
                "manifest": one.manifest or None,
                "legacy": one.is_legacy,
            }
            for one in pipelines
        ],
    }
    return json_text(report)
