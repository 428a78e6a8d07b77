"""The rules that every compilation asks, in their order; those of `lint` alone have lists of their own."""

from __future__ import annotations

from pilothouse.rules import (
    dependency_cycle,
    duplicate_dependency,
    duplicate_stage,
    empty_policy,
    empty_stage,
    foreign_environment,
    foreign_image,
    foreign_repository,
    ignored_key,
    invalid_branch,
    invalid_connection,
    invalid_name,
    invalid_path,
    invalid_secret,
    missing_bucket,
    missing_buildspec,
    missing_token,
    missing_version,
    name_clash,
    name_too_long,
    retired_image,
    unavailable_in_region,
    undefined_variable,
    unknown_connection,
    unknown_dependency,
    unknown_environment,
    unknown_image,
    unknown_workload,
    unreadable_repository,
    unsupported_host,
    unsupported_image,
    unusual_repository,
)
from pilothouse.rules.base import ContextRule, GraphRule, Rule, TemplateRule
from pilothouse.rules.context import duplicate_bucket, foreign_account, foreign_key, foreign_partition
from pilothouse.rules.graph import (
    parallel_stack,
    repeated_stack,
    too_many_actions,
    too_many_stages,
    value_too_long,
)
from pilothouse.rules.template import oversized_policy, oversized_template, too_many_resources

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
    invalid_secret.check,
    invalid_connection.check,
    foreign_repository.check,
    invalid_branch.check,
    undefined_variable.check,
    unavailable_in_region.check,
    unsupported_image.check,
    retired_image.check,
    unknown_image.check,
    foreign_image.check,
    empty_policy.check,
    missing_buildspec.check,
    unknown_workload.check,
    foreign_environment.check,
)
CONTEXT_RULES: tuple[ContextRule, ...] = (
    foreign_partition.check,
    foreign_account.check,
    duplicate_bucket.check,
    foreign_key.check,
)
GRAPH_RULES: tuple[GraphRule, ...] = (
    too_many_stages.check,
    too_many_actions.check,
    parallel_stack.check,
    repeated_stack.check,
    value_too_long.check,
)
TEMPLATE_RULES: tuple[TemplateRule, ...] = (
    oversized_policy.check,
    too_many_resources.check,
    oversized_template.check,
)
