"""Differences made up to be hard to show."""

from __future__ import annotations

from pilothouse.diff.side import Side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks
from tests.diff.build import approval, deploy, pipeline_template, resource, stage, template

MARKUP = (
    "<img src=x onerror=alert(1)> </pre></details> & \"quoted\" 'too' `code` ```fence``` *b* [l](u) @octocat"
)
ESCAPES = "\x1b[31mred\x1b[0m \u202e backwards"


def hostile_diff() -> StackDiff:
    """Names and values full of markup, escapes and long words."""
    before = template(
        **{MARKUP: resource("Custom::X", Value=f"{MARKUP}\n{ESCAPES}", **{"a" * 300: "b" * 300})}
    )
    after = template(**{MARKUP: resource("Custom::X", Value=f"{MARKUP}\nother", **{"a" * 300: ESCAPES})})
    gated = pipeline_template(stage(MARKUP, approval(ESCAPES), deploy(MARKUP, 2)))
    free = pipeline_template(stage(MARKUP, deploy(MARKUP, 1)))
    before["Resources"] |= gated["Resources"]
    after["Resources"] |= free["Resources"]
    return diff_stacks(MARKUP, Side(ESCAPES, before), Side(MARKUP, after))
