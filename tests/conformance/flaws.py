"""What a manifest may have that the client passes on, misreads or ignores: told from it as it is written."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import yaml

from tests.conformance.case import Case, depends_on

EMPTY = ("", "~", "null", "Null", "NULL")

_KNOWN_KEYS = {
    (): {"name", "version", "source", "build", "stages"},
    ("source",): {"provider", "properties"},
    ("source", "properties"): {
        "repository",
        "branch",
        "access_token_secret",
        "connection_name",
        "connection_arn",
        "output_artifact_format",
    },
    ("build",): {"image", "buildspec", "additional_policy"},
    ("build", "additional_policy"): {"PolicyDocument"},
}
_STAGE_KEYS = {
    "name",
    "requires_approval",
    "require_approval",
    "test_commands",
    "deployments",
    "pre_deployments",
    "post_deployments",
}
_DEPLOYMENT_KEYS = {"depends_on", "stack_name", "template_path", "template_config"}
_ACTION_KEYS = {"depends_on", "buildspec"}
_ACTION_NAME = re.compile(r"[A-Za-z0-9.@_-]+")
_STACK_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_PLAIN_REPOSITORY = {
    "GitHub": r"(https://github\.com/)?[\w-]+/[\w.-]+(?<!\.git)",
    "GitHubV1": r"(https://github\.com/)?[\w-]+/[\w.-]+(?<!\.git)",
    "Bitbucket": r"https://bitbucket\.org/[\w-]+/[\w.-]+(?<!\.git)",
    "CodeCommit": r"https://[a-z0-9-]+\.console\.aws\.amazon\.com/codesuite/codecommit/repositories/[\w.-]+/browse",
}


def unknown_key(case: Case) -> bool:
    """A key that has no meaning, or not where it stands."""
    for path, known in _KNOWN_KEYS.items():
        section: Any = case.document
        for step in path:
            section = section.get(step) if isinstance(section, dict) else None
        if isinstance(section, dict) and set(section) - known:
            return True
    if any(set(stage) - _STAGE_KEYS for stage in case.stages):
        return True
    deployments = (e for _, group in case.groups("deployments") for e in group.values())
    actions = (e for _, group in case.groups("pre_deployments", "post_deployments") for e in group.values())
    return any(set(e) - _DEPLOYMENT_KEYS for e in deployments) or any(set(e) - _ACTION_KEYS for e in actions)


def no_stages(case: Case) -> bool:
    """Nothing to deploy to."""
    return not case.stages


def duplicate_stage(case: Case) -> bool:
    """Two stages for one environment."""
    return _repeats(str(stage.get("name")) for stage in case.stages)


def unknown_dependency(case: Case) -> bool:
    """An action before or after the deployments waits for one that isn't there."""
    groups = case.groups("pre_deployments", "post_deployments")
    return any(
        name not in group for _, group in groups for entry in group.values() for name in depends_on(entry)
    )


def repeated_dependency(case: Case) -> bool:
    """A name stands twice in one `depends_on`."""
    groups = case.groups("pre_deployments", "deployments", "post_deployments")
    return any(_repeats(depends_on(entry)) for _, group in groups for entry in group.values())


def name_clash(case: Case) -> bool:
    """Two actions of a stage have one name, or two projects one logical ID."""
    ids: list[str] = []
    for stage in case.stages:
        actions: list[str] = []
        environment = str(stage.get("name"))
        for key, kind in (("pre_deployments", "Pre"), ("post_deployments", "Post")):
            names = [str(name) for name in stage.get(key) or ()] if isinstance(stage.get(key), dict) else []
            actions += names
            ids += [f"{kind}{_alphanumeric(environment)}{_alphanumeric(name)}" for name in names]
        if stage.get("test_commands"):
            actions.append("TestCommands")
            ids.append(f"Test{environment.replace('-', 'DASH')}")
        if _repeats(actions):
            return True
    return _repeats(ids)


def long_name(case: Case) -> bool:
    """A name so long that one made of it passes a limit of 100 or 128 characters."""
    names = [str(case.document.get("name")), *(str(stage.get("name")) for stage in case.stages)]
    for _, group in case.groups("pre_deployments", "deployments", "post_deployments"):
        names += [*group, *(str(entry.get("stack_name")) for entry in group.values())]
    return any(len(name) > 50 for name in names)


def unusual_repository(case: Case) -> bool:
    """A repository's URL in another form than the one that the client was made for."""
    pattern = _PLAIN_REPOSITORY.get(case.provider)
    return pattern is not None and not re.fullmatch(pattern, str(case.properties.get("repository")), re.ASCII)


def clone_url(case: Case) -> bool:
    """A repository of CodeCommit or Bitbucket by another URL than that of the page that shows it."""
    return case.provider in ("CodeCommit", "Bitbucket") and unusual_repository(case)


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


def invalid_name(case: Case) -> bool:
    """A name with characters that AWS refuses in a stack's or an action's name."""
    pipeline = str(case.document.get("name"))
    prefix = "" if pipeline in case.world.legacy_pipelines else "pipeline-"
    if not _STACK_NAME.fullmatch(prefix + pipeline):
        return True
    for _, group in case.groups("pre_deployments", "deployments", "post_deployments"):
        if not all(_ACTION_NAME.fullmatch(name) for name in group):
            return True
    for _, group in case.groups("deployments"):
        given = {name: str(entry.get("stack_name", "")) for name, entry in group.items()}
        stacks = [f"default-{name}" if stack in EMPTY else stack for name, stack in given.items()]
        if not all(_STACK_NAME.fullmatch(stack) for stack in stacks):
            return True
    return False


def unknown_artifact_format(case: Case) -> bool:
    """An output format that CodePipeline doesn't know."""
    return case.properties.get("output_artifact_format", "") not in ("", "CODE_ZIP", "CODEBUILD_CLONE_REF")


def empty_value(case: Case) -> bool:
    """An empty text or nothing, where a name, a branch, an ARN, a command or an action's name must stand."""
    lists = [stage.get("test_commands") for stage in case.stages]
    for _, group in case.groups("pre_deployments", "deployments", "post_deployments"):
        lists += [entry.get("depends_on") for entry in group.values()]
    values = [item for found in lists if isinstance(found, list) for item in found]
    values += [case.document.get("name", ""), *case.properties.values()]
    groups = case.groups("pre_deployments", "deployments", "post_deployments")
    values += [name for _, group in groups for name in group]
    return any(value in EMPTY for value in values)


def policy_is_no_mapping(case: Case) -> bool:
    """A policy document that is a text, a list or nothing."""
    policy = case.build.get("additional_policy")
    return isinstance(policy, dict) and not isinstance(policy.get("PolicyDocument"), dict)


def patch_without_path(case: Case) -> bool:
    """A patch that names no place in the template."""
    try:
        patches = yaml.load(case.manifest.patches, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return False
    return isinstance(patches, list) and any(
        isinstance(patch, dict) and not str(patch.get("path", "")).startswith("/") for patch in patches
    )


def several_documents(case: Case) -> bool:
    """More than one YAML document in the file."""
    try:
        return len(list(yaml.compose_all(case.manifest.text, Loader=yaml.BaseLoader))) > 1
    except yaml.YAMLError:
        return False


def own_tag(case: Case) -> bool:
    """A YAML tag that is neither YAML's own nor an intrinsic function's."""
    tags = re.findall(r"(?:^|[\s\[{,])!(\w+)", case.manifest.text)
    return any(tag[0].islower() for tag in tags)


def invalid_logical_id(case: Case) -> bool:
    """An environment whose name, with `-` written `DASH`, is no logical ID."""
    return any(not str(stage.get("name")).replace("-", "").isalnum() for stage in case.stages)


def great_size(case: Case) -> bool:
    """Much of something: what is many or long makes a manifest so."""
    return len(case.manifest.text) > 900


def shared_stack(case: Case) -> bool:
    """Two deployments of a stage into one stack."""
    groups = case.groups("deployments")
    return any(
        _repeats(e["stack_name"] for e in group.values() if e.get("stack_name")) for _, group in groups
    )


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


def distant_region(case: Case) -> bool:
    """A pipeline in a region that doesn't offer every service."""
    return case.world.region not in ("us-west-2", "us-east-1", "eu-west-1")


def contradictory_account(case: Case) -> bool:
    """An environment whose roles are in another account or partition than the environment."""
    partition = "aws-us-gov" if other_partition(case) else "aws"
    return any(
        not role.startswith(f"arn:{partition}:iam::{environment.account}:")
        for environment in case.world.environments
        for role in (case.world.manager_role(environment), case.world.execution_role(environment))
    )


def no_version(case: Case) -> bool:
    """No version at all."""
    return "version" not in case.document


def misspelled_approval(case: Case) -> bool:
    """`require_approval`, as the client's own guide writes it, for `requires_approval`."""
    return any("require_approval" in stage for stage in case.stages)


def newer_connection(case: Case) -> bool:
    """A connection whose ARN has the prefix that AWS gives since July 2024."""
    if ":codeconnections:" in str(case.properties.get("connection_arn")):
        return True
    return case.properties.get("connection_name") in case.world.newer_connections


def other_partition(case: Case) -> bool:
    """A world outside the partition `aws`."""
    return case.world.region.startswith("us-gov-")


def unquotable_text(case: Case) -> bool:
    """A text that, written without quotes, isn't that text: another type, another structure, or no YAML."""
    return any(not stays_text(text) for text in _texts(case.document))


def stays_text(text: str) -> bool:
    """Whether a text written without quotes is read as itself."""
    try:
        return bool(yaml.safe_load(f"- {text}") == [text])
    except (yaml.YAMLError, ValueError):
        return False


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


def _repeats(names: Any) -> bool:
    return any(count > 1 for count in Counter(names).values())


def _alphanumeric(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)
