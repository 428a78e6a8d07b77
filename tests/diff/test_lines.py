"""Each fact is reported at an edited line."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pilothouse.diff.difference import ResourceAdded, ResourceChanged, ResourceRemoved
from pilothouse.diff.home import Home
from pilothouse.diff.risks.base import Risk
from pilothouse.diff.side import Side, compiled_side
from pilothouse.diff.stack_diff import Fact, StackDiff, diff_stacks
from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.ir.outcome import Outcome
from pilothouse.ir.override import NoOverrides, Override, Overrides, Toolkit
from pilothouse.render.diff_words import place_words
from pilothouse.source.file import SourceFile
from tests.diff.line_pairs import CONTEXT, MANIFEST, PATCHES, LinePair, line_pairs
from tests.golden_diff import FIXTURES, diff_fixtures, fixture_diff

PAIRS = tuple(line_pairs())
_NAMELESS = (Risk, ResourceAdded, ResourceChanged, ResourceRemoved)
_HUNK = re.compile(r"^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@", re.MULTILINE)


class _Patches:
    def __init__(self, file: SourceFile) -> None:
        self._file = file

    def find(self, _pipeline: str) -> Outcome[Override | None]:
        return Outcome(Override(Toolkit.PATCHES, self._file, Path()))


def facts(diff: StackDiff) -> Iterator[Fact]:
    yield from diff.risks
    for resource in diff.comparison.resources:
        yield resource
        if isinstance(resource, ResourceChanged):
            yield from (effect.change for effect in resource.effects)
            yield from resource.consequences
    yield from diff.comparison.sections
    yield from diff.comparison.consequences


def compared(pair: LinePair) -> StackDiff:
    before = {name: file.before for name, file in pair.files.items()}
    after = {name: file.after for name, file in pair.files.items()}
    return diff_stacks("web", _side("before", before), _side("after", after))


def _side(label: str, files: Mapping[str, Sequence[str]]) -> Side:
    read = {name: SourceFile(f"{label}/{name}", "\n".join([*lines, ""])) for name, lines in files.items()}
    context, findings = load_context(read[CONTEXT])[0].value, load_context(read[CONTEXT])[0].findings
    assert context is not None, findings
    overrides: Overrides = _Patches(read[PATCHES]) if files[PATCHES] else NoOverrides()
    workloads = tuple(context.workloads)
    request = Request(read[MANIFEST], "copilot/pipelines/web", context, workloads, overrides=overrides)
    done = compile_manifest(request)
    assert done.stack is not None, done.diagnostics
    side = compiled_side(label, done.stack, done.sources, context)
    about = context.application
    return replace(side, home=Home(done.stack.name, about.account, about.region))


def where(diff: StackDiff, fact: Fact) -> str:
    """Return `SIDE/FILE:LINE`."""
    at = diff.cause(fact)
    return f"{at.path}:{at.span.start.line}" if at and at.span else str(at and at.path)


def edited(pair: LinePair) -> set[str]:
    """Return `SIDE/FILE:LINE` of each edited line."""
    return {
        f"{side}/{name}:{line}"
        for name, file in pair.files.items()
        for side, lines in (("before", file.gone), ("after", file.new))
        for line in lines
    }


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_each_fact_is_reported_at_an_edited_line(pair: LinePair) -> None:
    diff = compared(pair)
    found = list(facts(diff))
    assert found
    assert [(where(diff, fact), fact) for fact in found if where(diff, fact) not in edited(pair)] == []


@pytest.mark.parametrize(
    ("pair", "fact", "line"),
    [
        ("approval and command", "action ApprovePromotionTo-prod", "    requires_approval: true"),
        ("approval and command", "RunOrder", "    requires_approval: true"),
        ("approval and command", "Source.BuildSpec", "      - make test"),
        ("order turned", "action CreateOrUpdate-frontend-staging > RunOrder", "        depends_on: [api]"),
        ("stage and bucket", "ArtifactStores[us-east-1]", "  - region: us-east-1"),
        ("stage and bucket", "stage DeployTo-staging", "  - name: staging"),
        ("boundary and stack name", "PermissionsBoundary", "  permissions_boundary: Other"),
        ("boundary and stack name", "StackName", "        stack_name: other"),
        ("legacy", "StackTags.copilot-pipeline", "legacy_pipelines: [web]"),
        ("workload added", "action CreateOrUpdate-cart-test", "  cart: Backend Service"),
        ("two approvals removed by patches", "action ApprovePromotionTo-staging", "Stages/3/Actions/0"),
        ("two approvals removed by patches", "action ApprovePromotionTo-prod", "Stages/4/Actions/0"),
        ("actions of a stage removed by patches", "action warm", "Stages/3/Actions/1"),
        ("patch and manifest", "TimeoutInMinutes", "  value: 120"),
        ("patch and manifest", "Environment.Image", "standard:6.0"),
        ("patch removed", "Cache", "  path: /Resources/BuildProject/Properties/Cache"),
        ("provider", "Outputs.PipelineConnectionARN.Value", "  provider: Bitbucket"),
    ],
)
def test_of_several_edits_the_one_counts_that_caused_a_fact(pair: str, fact: str, line: str) -> None:
    diff = compared(next(one for one in PAIRS if one.name == pair))
    named = {place_words(one.path): one for one in facts(diff) if not isinstance(one, _NAMELESS)}
    found = [diff.cause(one) for name, one in named.items() if name.endswith(fact)]
    lines = {at.file.line(at.span.start.line) for at in found if at and at.file and at.span}
    assert len(lines) == 1
    assert lines.pop().endswith(line)


@pytest.mark.parametrize("fixture", [one for one in diff_fixtures() if (one / "before.yml").is_file()])
def test_each_fact_of_a_fixture_is_reported_at_a_line_that_git_shows(fixture: Path) -> None:
    diff = fixture_diff(fixture)
    edited_lines: set[str] = set()
    for old, new in zip(diff.before.sources.values(), diff.after.sources.values(), strict=True):
        folders = fixture if (fixture / new.file.path).is_file() else FIXTURES
        before = (fixture if (fixture / old.file.path).is_file() else FIXTURES) / old.file.path
        edited_lines |= _changed_lines(before, folders / new.file.path)
    assert [one for one in facts(diff) if where(diff, one) not in edited_lines] == []


def _changed_lines(before: Path, after: Path) -> set[str]:
    command = ["git", "diff", "--no-index", "--no-color", "--unified=0", str(before), str(after)]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found: set[str] = set()
    for start, count, new_start, new_count in _HUNK.findall(text):
        found |= {f"{before.name}:{line}" for line in range(int(start), int(start) + int(count or 1))}
        found |= {
            f"{after.name}:{line}" for line in range(int(new_start), int(new_start) + int(new_count or 1))
        }
    return found


def test_the_pairs_hold_enough_facts() -> None:
    assert sum(len(list(facts(compared(pair)))) for pair in PAIRS) >= 500
