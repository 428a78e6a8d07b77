"""Builds by CodeBuild."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilothouse.aws.ports.builds import Build, FailedPhase
from pilothouse.aws.service import Service

_FAILURES = ("FAILED", "FAULT", "TIMED_OUT", "STOPPED")


@dataclass(frozen=True, slots=True)
class BotoBuilds:
    """CodeBuild in one region."""

    codebuild: Service

    def get(self, build: str) -> Build | None:
        """Return a build by its ID (`PROJECT:UUID`), None if CodeBuild no longer has it."""
        answer = self.codebuild.call(f"read build {build}", "BatchGetBuilds", ids=[build])
        return next((_build(one) for one in answer["builds"]), None)


def _build(one: dict[str, Any]) -> Build:
    logs = one.get("logs", {})
    return Build(
        id=one["id"],
        status=one["buildStatus"],
        is_complete=one.get("buildComplete", False),
        failed_phases=tuple(
            FailedPhase(phase["phaseType"], _message(phase))
            for phase in one.get("phases", ())
            if phase.get("phaseStatus") in _FAILURES
        ),
        log_group=logs.get("groupName", ""),
        log_stream=logs.get("streamName", ""),
    )


def _message(phase: dict[str, Any]) -> str:
    return "; ".join(context["message"] for context in phase.get("contexts", ()) if context.get("message"))
