"""Files of other kinds in place of a pipeline's manifest."""

from __future__ import annotations

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Key, Place
from pilothouse.ir.document import Document

_PIPELINE_KEYS = frozenset({"source", "stages"})
_WORKLOADS = (
    "Load Balanced Web Service",
    "Backend Service",
    "Request-Driven Web Service",
    "Worker Service",
    "Static Site",
    "Scheduled Job",
    "Environment",
)
"""Copilot's `type` of services, jobs and environments (its manifest documentation)."""
_OTHERS = (
    (("Resources",), "a CloudFormation template"),
    (("AWSTemplateFormatVersion",), "a CloudFormation template"),
    (("phases",), "a buildspec"),
    (("jobs", "on"), "a GitHub Actions workflow"),
    (("services", "volumes"), "a Docker Compose file"),
    (("apiVersion", "kind"), "a Kubernetes manifest"),
    (("pipelines",), "a deployment map of the AWS Deployment Framework"),
)
"""Top-level keys that identify another kind of file."""


def foreign_file(document: Document) -> Diagnostic | None:
    """Return a finding if the document is clearly of another kind, None if it may be a manifest."""
    data = document.data
    if not isinstance(data, dict) or _PIPELINE_KEYS & data.keys():
        return None
    kind = data.get("type")
    if isinstance(kind, str) and kind in _WORKLOADS:
        article = "an" if kind == "Environment" else "a"
        noun = "an environment" if kind == "Environment" else f"{article} {kind}"
        return _finding(document, "type", f"this is the manifest of {noun}, not of a pipeline")
    for keys, what in _OTHERS:
        if all(key in data for key in keys):
            return _finding(document, keys[0], f"this is {what}, not a pipeline's manifest")
    return None


def _finding(document: Document, key: str, message: str) -> Diagnostic:
    place = Place(document.file.path, Key((key,)))
    help = "a pipeline's manifest is copilot/pipelines/NAME/manifest.yml; `pilothouse init` writes one"
    return Diagnostic(codes.FOREIGN_FILE, message, place, help)
