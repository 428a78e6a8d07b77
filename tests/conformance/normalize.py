"""A template's meaning: its parsed value, with what may be written in several ways written in one."""

import re
from collections.abc import Callable, Hashable
from typing import Any

import yaml

Value = Any
"""Plain data: dict, list, str, int, float, bool, None."""


class UnreadableTemplateError(Exception):
    """The text isn't a template: CloudFormation would refuse it."""


def normalize(template: str) -> Value:
    """Parse a template, in YAML or JSON.

    Intrinsic functions take their long form (`!GetAtt a.b` is `{"Fn::GetAtt": ["a", "b"]}`), dates are
    text as in CloudFormation, inline buildspecs are parsed. The order of lists counts, that of keys doesn't.
    Raises UnreadableTemplateError for what CloudFormation can't read, a repeated key included.
    """
    return _with_buildspecs(_load(template))


def _load(text: str) -> Value:
    try:
        return yaml.load(text, Loader=TemplateLoader)
    except (
        yaml.YAMLError,
        ValueError,
        KeyError,
    ) as error:  # the latter two: a value that isn't of its tag's type
        raise UnreadableTemplateError(str(error)) from error


class TemplateLoader(yaml.CSafeLoader):
    """YAML 1.1 as CloudFormation reads it: dates are text, `1e3` and `-.5` are numbers, as in Java."""


TemplateLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
TemplateLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(?:[0-9]+[eE][-+]?[0-9]+|\._*[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?)$"),
    list("-+.0123456789"),
)


def _mapping(loader: TemplateLoader, node: yaml.MappingNode) -> Value:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key in keys:
        if not isinstance(key, Hashable) or keys.count(key) > 1:
            raise UnreadableTemplateError(
                f"the key {key!r} is not allowed there, or is repeated: {node.start_mark}"
            )
    mapping: dict[Any, Value] = loader.construct_mapping(node, deep=True)
    return _one_form(mapping)


def _function(loader: TemplateLoader, suffix: str, node: yaml.Node) -> Value:
    construct: Callable[..., Value] = {
        yaml.ScalarNode: loader.construct_scalar,
        yaml.SequenceNode: lambda n: loader.construct_sequence(n, deep=True),
        yaml.MappingNode: lambda n: _mapping(loader, n),
    }[type(node)]
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    return _one_form({name: construct(node)})


def _one_form(mapping: dict[Any, Value]) -> dict[Any, Value]:
    attribute = mapping.get("Fn::GetAtt")
    if isinstance(attribute, str):
        return {**mapping, "Fn::GetAtt": attribute.split(".", 1)}
    return mapping


TemplateLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
TemplateLoader.add_multi_constructor("!", _function)


def _with_buildspecs(value: Value) -> Value:
    if isinstance(value, list):
        return [_with_buildspecs(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _buildspec(item) if key == "BuildSpec" else _with_buildspecs(item)
            for key, item in value.items()
        }
    return value


def _buildspec(value: Value) -> Value:
    """An inline buildspec as parsed YAML; a path stays as it is, as does what isn't YAML."""
    if not isinstance(value, str) or "\n" not in value:
        return value
    try:
        return {"inline": _load(value)}
    except UnreadableTemplateError:
        return {"unreadable": value}
