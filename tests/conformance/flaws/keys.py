"""Keys and forms of a file that the client ignores, or wants."""

import re
from typing import Any

import yaml

from tests.conformance.case import Case

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


def unknown_key(case: Case) -> bool:
    """A key that has no meaning, or none in its place."""
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


def misspelled_approval(case: Case) -> bool:
    """`require_approval`, as the client's own guide writes it, for `requires_approval`."""
    return any("require_approval" in stage for stage in case.stages)


def lost_approval(case: Case) -> bool:
    """A key that speaks of an approval, and isn't the one that is read."""
    read = [len(re.findall(r"requires_approval:", case.manifest.text)), len(case.stages)]
    misspelled = re.search(
        r"(?!requires_approval\b|require_approval\b)\b\w*[Aa]pprov\w*\"?\s*:", case.manifest.text
    )
    in_stages = sum("requires_approval" in stage for stage in case.stages)
    return misspelled is not None or read[0] > in_stages


def no_version(case: Case) -> bool:
    """No version at all."""
    return "version" not in case.document


def own_tag(case: Case) -> bool:
    """A YAML tag that is neither YAML's own nor an intrinsic function's."""
    tags = re.findall(r"(?:^|[\s\[{,])!(\w+)", case.manifest.text)
    return any(tag[0].islower() for tag in tags)


def several_documents(case: Case) -> bool:
    """More than one YAML document in a file, or something else after the first."""
    return _is_several(case.manifest.text)


def several_patch_documents(case: Case) -> bool:
    """More than one YAML document in the patches, be the second an empty one."""
    return _is_several(case.manifest.patches)


def _is_several(text: str) -> bool:
    ended = 0
    try:
        for event in yaml.parse(text):
            ended += isinstance(event, yaml.DocumentEndEvent)
    except yaml.YAMLError:
        return ended > 0
    return ended > 1


def patch_with_odd_key(case: Case) -> bool:
    """A patch in whose value a key is nothing, a list or a mapping."""
    return any(
        not isinstance(key, yaml.ScalarNode) or key.tag == "tag:yaml.org,2002:null"
        for key in _patch_keys(case)
    )


def patch_with_odd_tag(case: Case) -> bool:
    """A patch with a tag that says which type a value has, or that isn't a function's."""
    try:
        tags = {str(getattr(event, "tag", None) or "") for event in yaml.parse(case.manifest.patches)}
    except yaml.YAMLError:
        return False
    return any(tag.startswith("tag:") or tag.removeprefix("!") == "Foo" for tag in tags)


def patch_with_merge(case: Case) -> bool:
    """A patch in whose value `<<` merges another mapping."""
    return any(key.tag == "tag:yaml.org,2002:merge" for key in _patch_keys(case))


def patch_in_yaml_1_2(case: Case) -> bool:
    """Patches that say that they are YAML 1.2, or use the escape of a slash, which is new there."""
    text = case.manifest.patches
    return text.startswith("%YAML 1.2") or re.search(r'"[^"\n]*\\/[^"\n]*"', text) is not None


def many_keys(case: Case) -> bool:
    """More keys than all stages and actions of a pipeline need."""
    return len(_keys(case.manifest.text)) > 200


def unquoted_keys(case: Case) -> list[str]:
    """The keys in the manifest and its patches that are written without quotes."""
    nodes = [*_keys(case.manifest.text), *_patch_keys(case)]
    return [key.value for key in nodes if isinstance(key, yaml.ScalarNode) and not key.style]


def _patch_keys(case: Case) -> list[yaml.Node]:
    """All keys of mappings in the patches."""
    return _keys(case.manifest.patches)


def _keys(text: str) -> list[yaml.Node]:
    try:
        waiting = [yaml.compose(text, Loader=yaml.SafeLoader)]
    except yaml.YAMLError:
        return []
    keys: list[yaml.Node] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            keys += [key for key, _ in node.value]
            waiting += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return keys


def patch_without_path(case: Case) -> bool:
    """A patch that names no place in the template."""
    return any(not str(patch.get("path", "")).startswith("/") for patch in _patches(case, yaml.BaseLoader))


def patch_with_alias(case: Case) -> bool:
    """A patch that repeats a part of another with an alias."""
    try:
        return any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(case.manifest.patches))
    except yaml.YAMLError:
        return False


_SECTIONS = ("Metadata", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs")


def patched_section(case: Case) -> bool:
    """A patch that puts something else than a mapping for a whole section of the template."""
    patches = _patches(case, yaml.SafeLoader)
    return any(
        str(patch.get("path", "")).removeprefix("/") in _SECTIONS
        and patch.get("op") != "remove"
        and not isinstance(patch.get("value"), dict)
        for patch in patches
    )


_DEEPEST = 150


def patched_too_deep(case: Case) -> bool:
    """A patch that writes a value which, with the mappings and lists above it, is deeper than we go."""
    patches = _patches(case, yaml.BaseLoader)
    return any(
        str(patch.get("path", "")).count("/") + _depth(patch.get("value")) >= _DEEPEST for patch in patches
    )


def _depth(value: object) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, inner), default=0)


def patched_description(case: Case) -> bool:
    """A patch that puts something else than a text for the template's description."""
    patches = _patches(case, yaml.SafeLoader)
    return any(
        patch.get("path") == "/Description" and not isinstance(patch.get("value"), str) for patch in patches
    )


def _patches(case: Case, loader: type[yaml.BaseLoader | yaml.SafeLoader]) -> list[dict[str, Any]]:
    reader = type("Untagged", (loader,), {})
    reader.add_multi_constructor("!", _untagged)  # type: ignore[attr-defined]
    try:
        patches = yaml.load(case.manifest.patches, Loader=reader)
    except yaml.YAMLError:
        return []
    except (ValueError, KeyError):  # a value that isn't of its tag's type: as text, then
        return [] if loader is yaml.BaseLoader else _patches(case, yaml.BaseLoader)
    return [patch for patch in patches if isinstance(patch, dict)] if isinstance(patches, list) else []


def _untagged(loader: yaml.SafeLoader, _tag: str, node: yaml.Node) -> Any:
    """The value after the tag of an intrinsic function."""
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None
