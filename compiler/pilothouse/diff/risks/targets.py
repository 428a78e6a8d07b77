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

_HERE = "the pipeline's own"


def find(comparison: Comparison) -> Iterator[Risk]:
    """Yield each stage whose deployments go to another place."""
    for pair in pipeline_pairs(comparison):
        for before, after in pair.common_stages():
            if before.of_category("Deploy") and after.of_category("Deploy"):
                yield from _moved(pair.logical_id, before, after)


def _moved(logical_id: str, before: Stage, after: Stage) -> Iterator[Risk]:
    for kind, word, old, new in (
        (RiskKind.ACCOUNT_CHANGED, "account", _accounts(before), _accounts(after)),
        (RiskKind.REGION_CHANGED, "region", _regions(before), _regions(after)),
    ):
        if old != new:
            summary = (
                f"stage {after.name} deploys to another {word}: {_listed(new)} instead of {_listed(old)}"
            )
            yield Risk(kind, logical_id, summary, (), before.path, after.path)


def _accounts(stage: Stage) -> frozenset[str]:
    return frozenset(action.account or _HERE for action in stage.of_category("Deploy"))


def _regions(stage: Stage) -> frozenset[str]:
    return frozenset(action.region or _HERE for action in stage.of_category("Deploy"))


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
