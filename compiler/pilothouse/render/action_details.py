"""The target of an action, as in `copilot pipeline show`."""

from __future__ import annotations

from pilothouse.aws.ports.definitions import ActionDefinition


def action_details(action: ActionDefinition) -> str:
    """Write the repository, the build project or the stack of an action, empty for any other."""

    def of(key: str) -> str:
        return action.configuration.get(key, "")

    match action.category, action.provider:
        case "Source", "GitHub":
            return f"Repository: {of('Owner')}/{of('Repo')}"
        case "Source", "CodeCommit":
            return f"Repository: {of('RepositoryName')}"
        case "Source", "CodeStarSourceConnection":
            return f"Repository: {of('FullRepositoryId')}"
        case (("Build" | "Test"), _):
            return f"BuildProject: {of('ProjectName')}"
        case "Deploy", _:
            return f"StackName: {of('StackName')}"
    return ""


def branch_of(action: ActionDefinition) -> str:
    """Return the branch that a source action follows, empty for any other action."""
    return action.configuration.get("BranchName") or action.configuration.get("Branch", "")
