"""Run the passes: from files to compilations. Every command is a view of a compilation."""

from __future__ import annotations

from pilothouse.driver.compilation import (
    IGNORED_BY_COPILOT,
    MISTAKES_OF_THE_PAST,
    Compilation,
    Request,
    tolerated_by,
)
from pilothouse.driver.compile import compile_manifest
from pilothouse.driver.load import (
    load_context,
    load_settings,
    load_template,
    load_trusted_folders,
    read_template,
    trusting_context,
)
from pilothouse.driver.peek import (
    application_in,
    application_name,
    builds_windows,
    manifest_connection,
    manifest_name,
    missing_buildspec,
)
from pilothouse.driver.project import make_request, read_context, trust_manifest
from pilothouse.driver.review import audit, lint_buildspecs
from pilothouse.driver.validate import Checker, load_checker, validate, validate_all

__all__ = [
    "IGNORED_BY_COPILOT",
    "MISTAKES_OF_THE_PAST",
    "Checker",
    "Compilation",
    "Request",
    "application_in",
    "application_name",
    "audit",
    "builds_windows",
    "compile_manifest",
    "lint_buildspecs",
    "load_checker",
    "load_context",
    "load_settings",
    "load_template",
    "load_trusted_folders",
    "make_request",
    "manifest_connection",
    "manifest_name",
    "missing_buildspec",
    "read_context",
    "read_template",
    "tolerated_by",
    "trust_manifest",
    "trusting_context",
    "validate",
    "validate_all",
]
