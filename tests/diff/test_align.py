"""Two trees are put into one order, to be read side by side."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pilothouse.diff.align import align
from pilothouse.diff.normalize import Resource, normalize
from pilothouse.diff.plain import plain
from tests.diff.build import allow, deploy, pipeline_template, role, stage, template
from tests.diff.manifests import compiled, manifests
from tests.diff.test_properties import shuffled_policies


def resources(content: dict[str, object]) -> list[Resource]:
    return list(normalize(content).resources.values())


@given(manifests(), manifests())
def test_order_is_all_that_changes(one: str, other: str) -> None:
    models = normalize(compiled(other)).resources
    for resource in resources(compiled(one)):
        model = models.get(resource.logical_id, resource)
        assert align(resource.properties, model.properties) == resource.properties


@given(manifests(), st.randoms(use_true_random=False))
def test_a_shuffled_policy_is_put_back(manifest: str, chance: random.Random) -> None:
    template = compiled(manifest)
    shuffled = normalize(shuffled_policies(template, chance)).resources
    for model in resources(template):
        aligned = align(shuffled[model.logical_id].properties, model.properties)
        assert plain(aligned) == plain(model.properties)


def test_similar_items_get_the_same_position() -> None:
    model = normalize(template(R=role(allow("a:b", "x"), allow(["c:d", "e:f"], "y")))).resources["R"]
    other = normalize(template(R=role(allow(["c:d", "e:g"], "y"), allow("a:b", "x"), allow("z:z", "z"))))
    aligned = plain(align(other.resources["R"].properties, model.properties))
    actions = [one["Action"] for one in aligned["Policies"][0]["PolicyDocument"]["Statement"]]
    assert actions == [["a:b"], ["c:d", "e:g"], ["z:z"]]


def test_an_order_that_counts_stays() -> None:
    model = normalize(pipeline_template(stage("A"), stage("B", deploy("x"), deploy("y")))).resources[
        "Pipeline"
    ]
    other = normalize(pipeline_template(stage("B", deploy("y"), deploy("x")), stage("A"))).resources[
        "Pipeline"
    ]
    stages = plain(align(other.properties, model.properties))["Stages"]
    assert [one["Name"] for one in stages] == ["B", "A"]
    assert [action["Name"] for action in stages[0]["Actions"]] == ["x", "y"]
