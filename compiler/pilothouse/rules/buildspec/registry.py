"""The buildspec rules, in the order in which they run."""

from __future__ import annotations

from pilothouse.rules.base import BuildspecRule
from pilothouse.rules.buildspec import (
    command_not_text,
    old_buildspec_version,
    outdated_copilot,
    reserved_variable,
    retiring_runtime,
    shared_image_tag,
    unavailable_runtime,
    unchecked_download,
)

BUILDSPEC_RULES: tuple[BuildspecRule, ...] = (
    old_buildspec_version.check,
    command_not_text.check,
    unavailable_runtime.check,
    outdated_copilot.check,
    unchecked_download.check,
    reserved_variable.check,
    shared_image_tag.check,
    retiring_runtime.check,
)
