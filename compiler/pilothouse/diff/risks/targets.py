"""Stages that deploy to another account or another region than before.

Source: CodePipeline user guide, "Create a pipeline that uses resources from another account" (an action works
in the account of its role) and "Add a cross-Region action" (`Region`).
"""

from __future__ import annotations

from collections.abc import Iterator

from pilothouse.diff.difference import Comparison
from pilothouse.diff.pipeline import Stage
from pilothouse.diff.risks.base import Risk, RiskKind
from pilothouse.diff.risks.pipelines import pipeline_pairs
from pilothouse.ir.stack import TemplatePath

_HERE = "the pipeline's own"


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each stage whose deployments go to another place."""
    for pair in pipeline_pairs(comparison):
        for before, after in pair.common_stages():
            if before.of_category("Deploy") and after.of_category("Deploy"):
                yield from _moved(pair.logical_id, before, after)


def _moved(logical_id: str, before: Stage, after: Stage) -> Iterator[Risk]:
    for kind, word, key, old, new in (
        (RiskKind.ACCOUNT_CHANGED, "account", "RoleArn", _accounts(before), _accounts(after)),
        (RiskKind.REGION_CHANGED, "region", "Region", _regions(before), _regions(after)),
    ):
        if old != new:
            summary = (
                f"stage {after.name} deploys to another {word}: {_listed(new)} instead of {_listed(old)}"
            )
            yield Risk(kind, logical_id, summary, (), _path(before, key), _path(after, key))


def _path(stage: Stage, key: str) -> TemplatePath:
    """Return the path in a stage's first deployment that sets its target."""
    entries = stage.of_category("Deploy")[0].node.entries
    return entries[key].path if key in entries else stage.path


def _accounts(stage: Stage) -> frozenset[str]:
    return frozenset(action.account or _HERE for action in stage.of_category("Deploy"))


def _regions(stage: Stage) -> frozenset[str]:
    return frozenset(action.region or _HERE for action in stage.of_category("Deploy"))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
