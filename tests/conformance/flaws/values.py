"""Values that the client passes on, whatever they are."""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from tests.conformance.case import Case
from tests.conformance.manifest import EMPTY

_PLAIN_REPOSITORY = {
    "GitHub": r"(https://github\.com/)?[\w-]+/[\w.-]+(?<!\.git)",
    "GitHubV1": r"(https://github\.com/)?[\w-]+/[\w.-]+(?<!\.git)",
    "Bitbucket": r"https://bitbucket\.org/[\w-]+/[\w.-]+(?<!\.git)",
    "CodeCommit": r"https://[a-z0-9-]+\.console\.aws\.amazon\.com/codesuite/codecommit/repositories/[\w.-]+/browse",
}


def unusual_repository(case: Case) -> bool:
    """A repository's URL in another form than the one that the client was made for."""
    pattern = _PLAIN_REPOSITORY.get(case.provider)
    return pattern is not None and not re.fullmatch(pattern, str(case.properties.get("repository")), re.ASCII)


def clone_url(case: Case) -> bool:
    """A repository of CodeCommit or Bitbucket by another URL than that of the page that shows it."""
    return case.provider in ("CodeCommit", "Bitbucket") and unusual_repository(case)


def newer_connection(case: Case) -> bool:
    """A connection whose ARN has the prefix that AWS gives since July 2024."""
    if ":codeconnections:" in str(case.properties.get("connection_arn")):
        return True
    return case.properties.get("connection_name") in case.world.newer_connections


def stray_path(case: Case) -> bool:
    """A path that is absolute, leaves its folder, or has backslashes."""
    paths = [case.build.get("buildspec")]
    for _, group in case.groups("pre_deployments", "deployments", "post_deployments"):
        paths += [
            e.get(key) for e in group.values() for key in ("buildspec", "template_path", "template_config")
        ]
    return any(
        isinstance(path, str) and (path.startswith("/") or ".." in path.split("/") or "\\" in path)
        for path in paths
    )


def unknown_artifact_format(case: Case) -> bool:
    """An output format that CodePipeline doesn't know."""
    return case.properties.get("output_artifact_format", "") not in ("", "CODE_ZIP", "CODEBUILD_CLONE_REF")


def value_without_meaning(case: Case) -> bool:
    """A branch, a secret, an ARN or an image that can't be one, or a variable that nothing defines."""
    patterns = {
        "branch": r"[A-Za-z0-9._@/=+,-]+",
        "access_token_secret": r"[A-Za-z0-9/_+=.@-]+",
        "connection_arn": r"arn:[a-z-]+:code(star-)?connections:[a-z0-9-]+:[0-9]{12}:connection/.+",
    }
    if any(not re.fullmatch(p, str(case.properties[k])) for k, p in patterns.items() if k in case.properties):
        return True
    image = str(case.build.get("image", ""))
    return (
        "#{" in case.manifest.text or not re.fullmatch(r"[A-Za-z0-9][\w./:@-]*", image) or "windows" in image
    )


def policy_is_no_mapping(case: Case) -> bool:
    """A policy document that is a text, a list or nothing, or has no statements."""
    policy = case.build.get("additional_policy")
    document = policy.get("PolicyDocument") if isinstance(policy, dict) else {"Statement": ()}
    return not isinstance(document, dict) or "Statement" not in document


def empty_value(case: Case) -> bool:
    """An empty text or nothing, where a name, a branch, an ARN, a command or an action's name is required."""
    lists = [stage.get("test_commands") for stage in case.stages]
    for _, group in case.groups("pre_deployments", "deployments", "post_deployments"):
        lists += [entry.get("depends_on") for entry in group.values()]
    values = [item for found in lists if isinstance(found, list) for item in found]
    values += [case.document.get("name", ""), *case.properties.values()]
    groups = case.groups("pre_deployments", "deployments", "post_deployments")
    values += [name for _, group in groups for name in group]
    return any(value in EMPTY for value in values)


def unquotable_text(case: Case) -> bool:
    """A text that, written without quotes, isn't a scalar: a mapping, a list, or invalid YAML."""
    return any(not _stays_scalar(text) for text in texts(case))


def _stays_scalar(text: str) -> bool:
    try:
        found = yaml.safe_load(f"- {text}")
    except (yaml.YAMLError, ValueError):
        return False
    return isinstance(found, list) and len(found) == 1 and not isinstance(found[0], dict | list)


def stays_text(text: str) -> bool:
    """Whether a text written without quotes is read as itself."""
    try:
        return bool(yaml.safe_load(f"- {text}") == [text])
    except (yaml.YAMLError, ValueError):
        return False


def texts(case: Case) -> Iterator[str]:
    """Every key and every value of the manifest that isn't empty."""
    return filter(None, _texts(case.document))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case dict():
            for key, item in value.items():
                yield str(key)
                yield from _texts(item)
        case list():
            for item in value:
                yield from _texts(item)
        case str():
            yield value
