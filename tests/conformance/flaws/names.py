"""Names that clash, are too long, or have characters that AWS refuses."""

import re
from collections import Counter
from typing import Any

from tests.conformance.case import Case
from tests.conformance.manifest import EMPTY

_ACTION_NAME = re.compile(r"[A-Za-z0-9.@_-]+")
_STACK_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


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
        if repeats(actions):
            return True
    return repeats(ids)


def long_name(case: Case) -> bool:
    """A name so long that one made of it passes a limit of 100 or 128 characters."""
    names = [str(case.document.get("name")), *(str(stage.get("name")) for stage in case.stages)]
    for _, group in case.groups("pre_deployments", "deployments", "post_deployments"):
        names += [*group, *(str(entry.get("stack_name")) for entry in group.values())]
    return any(len(name) > 50 for name in names)


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


def invalid_logical_id(case: Case) -> bool:
    """An environment whose name, with `-` written `DASH`, isn't a logical ID."""
    return any(not str(stage.get("name")).replace("-", "").isalnum() for stage in case.stages)


def repeats(names: Any) -> bool:
    return any(count > 1 for count in Counter(names).values())


def _alphanumeric(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text)
