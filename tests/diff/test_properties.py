"""Properties of the difference between any two templates."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pilothouse.diff.change import Change, Key
from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.difference import Comparison, ResourceAdded, ResourceChanged, ResourceRemoved
from pilothouse.diff.node import mapping
from pilothouse.diff.normalize import Resource, normalize
from pilothouse.diff.risks.registry import find_risks
from tests.diff.apply import apply
from tests.diff.manifests import compiled, manifests

SCALARS = st.sampled_from(["a", "b", "", "x*", 1, 2.5, True, None, "line\nbreak"])
FUNCTIONS = st.sampled_from(
    [{"Ref": "A"}, {"Fn::GetAtt": ["B", "Arn"]}, {"Fn::Sub": "${A}-x"}, {"Fn::ImportValue": "k"}]
)
KEYS = st.sampled_from(
    ["Name", "Key", "Region", "Stages", "Actions", "Policies", "Tags", "Roles", "Statement"]
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS | FUNCTIONS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
STATEMENTS = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Deny"]), "Action": st.sampled_from(["s3:Get*", ["a:b", "c:d"]])},
    optional={
        "Resource": VALUES,
        "Principal": VALUES,
        "Condition": VALUES,
        "Sid": st.sampled_from(["x", "y"]),
    },
)
NAMED = st.fixed_dictionaries(
    {"Name": st.sampled_from("abcd")}, optional={"Actions": VALUES, "Note": SCALARS}
)
TYPES = st.sampled_from(["AWS::CodePipeline::Pipeline", "AWS::IAM::Role", "AWS::IAM::Policy", "Custom::X"])
RESOURCES = st.fixed_dictionaries(
    {"Type": TYPES},
    optional={
        "Properties": st.fixed_dictionaries(
            {},
            optional={
                "Stages": st.lists(NAMED, max_size=4),
                "PolicyDocument": st.fixed_dictionaries({"Statement": st.lists(STATEMENTS, max_size=3)}),
                "Roles": VALUES,
                "Other": VALUES,
            },
        ),
        "DependsOn": st.sampled_from(["A", ["B", "A"], ["A", "B"]]),
        "DeletionPolicy": st.just("Retain"),
    },
)
TEMPLATES = st.fixed_dictionaries(
    {"Resources": st.dictionaries(st.sampled_from("ABCD"), RESOURCES, max_size=3)},
    optional={"Description": SCALARS, "Outputs": VALUES},
)


@given(TEMPLATES)
def test_a_template_does_not_differ_from_itself(template: dict[str, Any]) -> None:
    assert is_empty(compare_templates(template, template))


@given(TEMPLATES, TEMPLATES)
def test_all_that_differs_between_two_templates_is_reported(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert_complete(compare_templates(before, after))


@given(manifests(), manifests())
def test_all_that_differs_between_two_manifests_is_reported(before: str, after: str) -> None:
    comparison = compare_templates(compiled(before), compiled(after))
    assert_complete(comparison)
    assert is_empty(comparison) == (normalize(compiled(before)) == normalize(compiled(after)))


@given(manifests(), st.randoms(use_true_random=False))
def test_a_shuffled_policy_is_not_a_change(manifest: str, chance: random.Random) -> None:
    template = compiled(manifest)
    assert is_empty(compare_templates(template, shuffled_policies(template, chance)))


@given(TEMPLATES, TEMPLATES)
def test_risks_are_found_in_any_two_templates_without_failing(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    comparison = compare_templates(before, after)
    assert not find_risks(comparison) or not is_empty(comparison)


def is_empty(comparison: Comparison) -> bool:
    return not comparison.resources and not comparison.sections


def assert_complete(comparison: Comparison) -> None:
    """Assert that the reported changes, applied to one side, produce the other."""
    assert apply(comparison.before.sections, comparison.sections) == comparison.after.sections
    resources = {
        comparison.renames.get(name, name): resource for name, resource in comparison.before.resources.items()
    }
    for change in comparison.resources:
        match change:
            case ResourceAdded(after=new):
                resources[new.logical_id] = new
            case ResourceRemoved(before=gone):
                del resources[gone.logical_id]
            case ResourceChanged(before=old, after=new):
                changes = [effect.change for effect in change.effects]
                resources[new.logical_id] = applied(old, new, changes)
    assert {name: meaning(one) for name, one in resources.items()} == {
        name: meaning(one) for name, one in comparison.after.resources.items()
    }


def applied(before: Resource, after: Resource, changes: list[Change]) -> Resource:
    body = mapping((), {"Properties": before.properties, **before.attributes.entries})
    result = apply(body, changes)
    assert result == mapping((), {"Properties": after.properties, **after.attributes.entries})
    return after


def meaning(resource: Resource) -> tuple[str, str, str]:
    return resource.type, resource.properties.fingerprint, resource.attributes.fingerprint


def shuffled_policies(value: Any, chance: random.Random) -> Any:
    """Shuffle statements, actions and resources, and write lists of one as their only item."""
    if isinstance(value, list):
        return [shuffled_policies(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    result = {key: shuffled_policies(item, chance) for key, item in value.items()}
    for key in ("Statement", "Action", "Resource", "Service"):
        items = result.get(key)
        if isinstance(items, list):
            chance.shuffle(items)
            result[key] = items[0] if len(items) == 1 else items
    return result


def test_the_paths_of_attributes_and_properties_do_not_meet() -> None:
    before = {"Resources": {"A": {"Type": "Custom::X", "Properties": {"DependsOn": "x"}, "DependsOn": "B"}}}
    after = {"Resources": {"A": {"Type": "Custom::X", "Properties": {"DependsOn": "y"}, "DependsOn": "C"}}}
    (changed,) = compare_templates(before, after).resources
    assert isinstance(changed, ResourceChanged)
    paths = [effect.change.path[:2] for effect in changed.effects]
    assert paths[0] == (Key("Properties"), Key("DependsOn"))
    assert paths[1][0] == Key("DependsOn")
