"""Builds with their logs: moto's always succeed, and write none."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from moto.codebuild.models import CodeBuildBackend, codebuild_backends
from moto.logs.models import logs_backends

from tests.emulator.executions import EPOCH
from tests.emulator.world import ACCOUNT


class StoredBuildsBackend(CodeBuildBackend):
    """moto's backend, whose builds stay as a test left them."""

    __module__ = CodeBuildBackend.__module__  # moto finds the service's URLs by it

    def batch_get_builds(self, ids: list[str]) -> list[dict[str, Any]]:
        return [
            build for builds in self.build_metadata_history.values() for build in builds if build["id"] in ids
        ]


def put_build(region: str, project: str, status: str, lines: list[str], message: str = "") -> str:
    """Put a build with its log; `message` is what CodeBuild says of its failed phase. Return its ID."""
    build = codebuild_backends[ACCOUNT][region].start_build(project)
    failed = {
        "phaseType": "POST_BUILD",
        "phaseStatus": "FAILED",
        "contexts": [{"statusCode": "COMMAND_EXECUTION_ERROR", "message": message}],
    }
    group, stream = f"/aws/codebuild/{project}", str(uuid4())
    build |= {
        "buildStatus": status,
        "buildComplete": status != "IN_PROGRESS",
        "phases": [failed] if status == "FAILED" else [],
        "logs": {"groupName": group, "streamName": stream},
    }
    logs = logs_backends[ACCOUNT][region]
    if group not in logs.groups:
        logs.create_log_group(group, {})
    logs.create_log_stream(group, stream)
    put_lines(region, str(build["id"]), lines)
    return str(build["id"])


def put_lines(region: str, build_id: str, lines: list[str]) -> None:
    """Add lines to a build's log, a second apart."""
    (build,) = codebuild_backends[ACCOUNT][region].batch_get_builds([build_id])
    stream = (
        logs_backends[ACCOUNT][region].groups[build["logs"]["groupName"]].streams[build["logs"]["streamName"]]
    )
    first = int(EPOCH + len(stream.events)) * 1000
    stream.put_log_events(
        [{"timestamp": first + 1000 * number, "message": f"{line}\n"} for number, line in enumerate(lines)]
    )


def end_build(region: str, build_id: str, status: str, lines: list[str]) -> None:
    """End a build that is in progress, with its last lines."""
    put_lines(region, build_id, lines)
    (build,) = codebuild_backends[ACCOUNT][region].batch_get_builds([build_id])
    build |= {"buildStatus": status, "buildComplete": True, "endTime": datetime.now(UTC).isoformat()}
