"""Defects of `depends_on`: unknown names, repeats, cycles."""

from __future__ import annotations

from pilothouse.rules import dependency_cycle, duplicate_dependency, unknown_dependency
from tests.build_manifest import action, deployment, manifest, stage
from tests.build_subject import findings, places, subject, where


def test_a_known_dependency_is_accepted() -> None:
    chain = manifest(stage(deployments=(deployment("api"), deployment("web", "api"))))
    for rule in (dependency_cycle, duplicate_dependency, unknown_dependency):
        assert places(rule.check, chain) == []


def test_an_unknown_dependency_is_found_at_its_place_in_the_list() -> None:
    typo = manifest(stage(deployments=(deployment("orders"), deployment("web", "orders", "order"))))
    assert findings(unknown_dependency.check, typo) == [
        ("unknown-dependency", "value stages.0.deployments.web.depends_on.1", 'did you mean "orders"?')
    ]


def test_each_group_has_separate_names() -> None:
    groups = manifest(
        stage(
            pre_deployments=(action("schema"),),
            deployments=(deployment("api", "schema"),),
            post_deployments=(action("smoke", "api", group="post_deployments"),),
        )
    )
    found = findings(unknown_dependency.check, groups)
    assert [place for _, place, _ in found] == [
        "value stages.0.deployments.api.depends_on.0",
        "value stages.0.post_deployments.smoke.depends_on.0",
    ]
    assert all("a group always waits for the groups before it" in help for _, _, help in found)


def test_without_a_near_name_the_known_ones_are_listed() -> None:
    lost = manifest(stage(deployments=(deployment("api"), deployment("web", "zzz"))))
    assert findings(unknown_dependency.check, lost)[0][2] == "available: api"


def test_every_repeat_is_found_with_the_first() -> None:
    repeats = manifest(stage(deployments=(deployment("api"), deployment("web", "api", "api", "api"))))
    found = list(duplicate_dependency.check(subject(repeats)))
    assert [where(finding)[-1] for finding in found] == ["1", "2"]
    assert {finding.related[0].message for finding in found} == {"first named here"}


def test_a_cycle_is_reported_in_the_order_of_its_dependencies() -> None:
    ring = manifest(stage(deployments=(deployment("a", "c"), deployment("b", "a"), deployment("c", "b"))))
    (found,) = dependency_cycle.check(subject(ring))
    assert found.message == "these depend on each other: a → c → b → a"
    assert [related.message for related in found.related] == ['"c" depends on "b"', '"b" depends on "a"']


def test_a_dependency_on_itself_is_a_cycle() -> None:
    own = manifest(stage(pre_deployments=(action("a", "a"),)))
    (found,) = dependency_cycle.check(subject(own))
    assert found.message == '"a" depends on itself'


def test_every_cycle_is_found_in_one_run() -> None:
    two = manifest(
        stage(
            deployments=(
                deployment("a", "b"),
                deployment("b", "a"),
                deployment("x", "y"),
                deployment("y", "x"),
            )
        )
    )
    assert len(places(dependency_cycle.check, two)) == 2


def test_a_cycle_next_to_an_unknown_name_is_still_found() -> None:
    odd = manifest(stage(deployments=(deployment("a", "b", "nobody"), deployment("b", "a"))))
    assert len(places(dependency_cycle.check, odd)) == 1
