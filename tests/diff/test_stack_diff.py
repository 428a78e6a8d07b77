"""Which line of a manifest caused a change."""

from __future__ import annotations

import pytest

from pilothouse.diff.difference import ResourceChanged
from pilothouse.diff.side import Side, compiled_side
from pilothouse.diff.stack_diff import StackDiff, diff_stacks
from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.source.file import SourceFile
from tests.golden_diff import FIXTURES, fixture_diff


def approval_diff() -> StackDiff:
    return fixture_diff(FIXTURES / "diff" / "approval")


def causes(diff: StackDiff) -> dict[str, tuple[str, int] | None]:
    found = {}
    for resource in diff.comparison.resources:
        if isinstance(resource, ResourceChanged):
            for effect in resource.effects:
                at = diff.cause(effect.change)
                name = str(effect.change.path[-1])
                found[name] = (at.path, at.span.start.line) if at and at.span else None
    return found


def test_what_is_new_is_caused_by_the_new_manifest_and_what_is_gone_by_the_old_one() -> None:
    assert causes(approval_diff()) == {
        "Key(key='Image')": ("after.yml", 9),
        "Key(key='BuildSpec')": ("after.yml", 12),
        "Name(name='ApprovePromotionTo-prod')": ("before.yml", 12),
        "Key(key='RunOrder')": ("before.yml", 16),
    }


def test_what_is_gone_from_a_template_is_caused_by_what_held_it() -> None:
    known = approval_diff()
    diff = diff_stacks(known.name, Side("deployed", known.before.template), known.after)
    assert causes(diff)["Name(name='ApprovePromotionTo-prod')"] == ("after.yml", 13)


def test_a_template_alone_has_no_causes() -> None:
    known = approval_diff()
    sides = Side("a", known.before.template), Side("b", known.after.template)
    diff = diff_stacks(known.name, *sides)
    assert not any(causes(diff).values())
    assert not any(diff.cause(risk) for risk in diff.risks)


def test_tags_are_compared_where_both_are_known() -> None:
    known = approval_diff().after
    assert known.stack is not None
    same = compiled_side("same", known.stack, known.sources)
    other = Side("other", known.template, {"team": "shop"})
    unknown = Side("unknown", known.template)
    assert diff_stacks("s", same, known).is_empty
    assert diff_stacks("s", unknown, known).is_empty
    assert not diff_stacks("s", other, known).is_empty
    assert diff_stacks("s", other, known).only_risks().is_empty


_LINES = """\
name: web
version: 1
source:
  provider: GitHub
  properties:
    branch: main
    repository: https://github.com/acme/web
stages:
  - name: test
    deployments:
      api:
        stack_name: one
        template_path: infrastructure/api.yml
        template_config: infrastructure/api.json
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("branch: main", "branch: next", 6, "BranchName"),
        ("acme/web", "acme/other", 7, "FullRepositoryId"),
        ("provider: GitHub", "provider: Bitbucket", 4, "ProviderType"),
        ("stack_name: one", "stack_name: two", 12, "StackName"),
        ("api.yml", "other.yml", 13, "TemplatePath"),
        ("api.json", "other.json", 14, "TemplateConfiguration"),
    ],
)
def test_a_change_is_reported_at_the_edited_line(old: str, new: str, line: int, key: str) -> None:
    text = _LINES.replace(old, new)
    if key == "ProviderType":
        text = text.replace("github.com", "bitbucket.org")
    sides = []
    for name, manifest in (("before.yml", _LINES), ("after.yml", text)):
        context = load_context(SourceFile("c", (FIXTURES / "context.yml").read_text("utf-8")))[0].value
        assert context is not None
        done = compile_manifest(
            Request(SourceFile(name, manifest), "copilot/pipelines/web", context, ("api",))
        )
        assert done.stack is not None, done.diagnostics
        sides.append(compiled_side(name, done.stack, done.sources))
    assert causes(diff_stacks("s", *sides))[f"Key(key={key!r})"] == ("after.yml", line)
