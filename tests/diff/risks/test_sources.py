"""Sources that are read from elsewhere."""

from __future__ import annotations

from typing import Any

from pilothouse.diff.risks.base import RiskKind
from pilothouse.diff.risks.judge import judge
from tests.diff.build import action, pipeline_template, stage


def source(**configuration: Any) -> Any:
    given = {"ConnectionArn": "arn:c", "FullRepositoryId": "us/repo", "BranchName": "main"}
    return pipeline_template(stage("Source", action("Source", "Source", Configuration=given | configuration)))


def test_another_branch_is_shown_at_its_own_line() -> None:
    (risk,) = judge(source(), source(BranchName="other"))
    assert risk.kind is RiskKind.SOURCE_CHANGED
    assert risk.after[-2:] == ("Configuration", "BranchName")
    assert "BranchName: other" in risk.details


def test_another_artifact_format_is_not_a_risk() -> None:
    assert not judge(source(), source(OutputArtifactFormat="CODEBUILD_CLONE_REF"))
