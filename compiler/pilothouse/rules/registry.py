"""All rules, in the order in which they are asked."""

from __future__ import annotations

from pilothouse.rules import (
    dependency_cycle,
    duplicate_dependency,
    duplicate_stage,
    empty_stage,
    ignored_key,
    invalid_name,
    invalid_path,
    missing_bucket,
    missing_token,
    missing_version,
    name_clash,
    name_too_long,
    unknown_connection,
    unknown_dependency,
    unknown_environment,
    unreadable_repository,
    unsupported_host,
    unusual_repository,
)
from pilothouse.rules.base import Rule

RULES: tuple[Rule, ...] = (
    missing_version.check,
    unreadable_repository.check,
    unsupported_host.check,
    unusual_repository.check,
    missing_token.check,
    unknown_connection.check,
    ignored_key.check,
    unknown_environment.check,
    missing_bucket.check,
    duplicate_stage.check,
    empty_stage.check,
    duplicate_dependency.check,
    unknown_dependency.check,
    dependency_cycle.check,
    name_clash.check,
    name_too_long.check,
    invalid_name.check,
    invalid_path.check,
)
