"""The security rules, in the order in which they run."""

from __future__ import annotations

from pilothouse.rules.security import (
    access_token,
    any_log,
    any_parameter,
    any_pipeline,
    any_role,
    broad_policy,
    far_reaching_tests,
    key_administration,
    privileged_action,
    unapproved_production,
)
from pilothouse.rules.security.review import SecurityRule

SECURITY_RULES: tuple[SecurityRule, ...] = (
    any_role.check,
    any_pipeline.check,
    key_administration.check,
    any_parameter.check,
    any_log.check,
    privileged_action.check,
    far_reaching_tests.check,
    access_token.check,
    unapproved_production.check,
    broad_policy.check,
)
