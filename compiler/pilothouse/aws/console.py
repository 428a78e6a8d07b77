"""Links to the AWS console."""

from __future__ import annotations

from urllib.parse import quote

from pilothouse.ir.partition import partition_of

_HOSTS = {
    "aws": "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
}


def _page(region: str, path: str) -> str:
    host = _HOSTS.get(partition_of(region), _HOSTS["aws"])
    return f"https://{region}.{host}/{path}"


def connections_link(region: str) -> str:
    """Link to the connections, where a pending one can be completed."""
    return _page(region, f"codesuite/settings/connections?region={region}")


def pipeline_link(region: str, pipeline: str) -> str:
    """Link to a pipeline by its real name."""
    return _page(region, f"codesuite/codepipeline/pipelines/{quote(pipeline)}/view?region={region}")


def change_set_link(region: str, stack: str, change_set: str) -> str:
    """Link to a change set; both by their ARNs."""
    query = f"stackId={quote(stack, safe='')}&changeSetId={quote(change_set, safe='')}"
    return _page(region, f"cloudformation/home?region={region}#/stacks/changesets/changes?{query}")


def build_link(region: str, build: str) -> str:
    """Link to a build by its ID (`PROJECT:UUID`)."""
    project = build.partition(":")[0]
    return _page(
        region, f"codesuite/codebuild/projects/{quote(project)}/build/{quote(build, safe='')}?region={region}"
    )


def stack_link(region: str, stack: str) -> str:
    """Link to a stack by its name."""
    return _page(region, f"cloudformation/home?region={region}#/stacks?filteringText={quote(stack, safe='')}")
