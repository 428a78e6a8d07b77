"""Which changes are reported, at which path."""

from __future__ import annotations

from typing import Any

from pilothouse.diff.change import Added, Change, Index, Key, Member, Moved, Name, Removed, Replaced
from pilothouse.diff.compare_templates import compare_templates
from pilothouse.diff.difference import ResourceAdded, ResourceChanged, ResourceRemoved
from pilothouse.diff.show import show
from pilothouse.diff.update_behavior import UpdateBehavior
from tests.diff.build import (
    allow,
    approval,
    deploy,
    pipeline_template,
    policy,
    resource,
    role,
    stage,
    template,
)

STAGES = (Key("Properties"), Key("Stages"))


def changed(before: Any, after: Any) -> ResourceChanged:
    (one,) = compare_templates(before, after).resources
    assert isinstance(one, ResourceChanged)
    return one


def changes(before: Any, after: Any) -> list[Change]:
    return [effect.change for effect in changed(before, after).effects]


def test_a_resource_is_added_and_one_is_removed() -> None:
    comparison = compare_templates(
        template(A=resource("Custom::A", X=1)), template(B=resource("Custom::B", Y=1))
    )
    gone, new = comparison.resources
    assert isinstance(gone, ResourceRemoved)
    assert gone.before.logical_id == "A"
    assert isinstance(new, ResourceAdded)
    assert new.after.logical_id == "B"


def test_a_removed_resource_is_kept_if_its_deletion_policy_is_retain() -> None:
    kept = {"Type": "Custom::A", "DeletionPolicy": "Retain"}
    (gone,) = compare_templates(template(A=kept), template()).resources
    assert isinstance(gone, ResourceRemoved)
    assert gone.is_kept


def test_a_stage_is_moved() -> None:
    a, b, c = stage("A"), stage("B"), stage("C")
    (moved,) = changes(pipeline_template(a, b, c), pipeline_template(c, a, b))
    assert isinstance(moved, Moved)
    assert moved.path == (*STAGES, Name("C"))
    assert (moved.before_index, moved.after_index) == (2, 0)


def test_an_action_has_another_run_order() -> None:
    before = pipeline_template(stage("A", deploy("x", 1), deploy("y", 2)))
    after = pipeline_template(stage("A", deploy("y", 1), deploy("x", 1)))
    (replaced,) = changes(before, after)
    assert isinstance(replaced, Replaced)
    assert replaced.path == (*STAGES, Name("A"), Key("Actions"), Name("y"), Key("RunOrder"))
    assert (show(replaced.before), show(replaced.after)) == ("2", "1")
    assert replaced.after_path == (
        "Resources",
        "Pipeline",
        "Properties",
        "Stages",
        0,
        "Actions",
        0,
        "RunOrder",
    )


def test_a_removed_action_is_identified_by_name() -> None:
    before = pipeline_template(stage("A", approval(), deploy("x", 2)))
    (removed,) = changes(before, pipeline_template(stage("A", deploy("x", 2))))
    assert isinstance(removed, Removed)
    assert removed.path[-1] == Name("Approve")
    assert removed.after_path == ("Resources", "Pipeline", "Properties", "Stages", 0, "Actions")


def test_a_statement_is_changed_where_most_of_it_is_the_same() -> None:
    before = template(R=role(allow("a:b", "x"), allow("c:d", "y")))
    after = template(R=role(allow("c:d", "y"), allow(["a:b", "a:c"], "x")))
    (added,) = changes(before, after)
    assert isinstance(added, Added)
    assert show(added.value) == "a:c"
    assert [type(step) for step in added.path[-3:]] == [Member, Key, Member]


def test_statements_of_one_sid_are_one_statement() -> None:
    before = template(R=role({"Sid": "Mine", **allow("a:b", "x")}))
    after = template(R=role({"Sid": "Mine", **allow("c:d", "y")}))
    assert {type(change) for change in changes(before, after)} == {Added, Removed}
    assert all(isinstance(change.path[-3], Member) for change in changes(before, after))


def test_a_list_without_names_goes_by_index() -> None:
    before = template(X=resource("Custom::X", L=["a", "b", "c"]))
    after = template(X=resource("Custom::X", L=["a", "c", "d"]))
    removed, added = changes(before, after)
    assert isinstance(removed, Removed)
    assert removed.path[-1] == Index(1)
    assert isinstance(added, Added)
    assert added.path[-1] == Index(2)


def test_a_renamed_resource_is_one_resource_and_its_references_follow() -> None:
    def named(name: str) -> Any:
        project = resource("AWS::CodeBuild::Project", Role={"Fn::GetAtt": [name, "Arn"]}, X=1, Y=2)
        joined = policy(allow("a:b", {"Fn::Sub": f"${{{name}.Arn}}/*"}), roles=[{"Ref": name}])
        return template(**{name: role(allow(["a:b", "c:d"]), Path="/"), "Project": project, "Policy": joined})

    comparison = compare_templates(named("OldRole"), named("NewRole"))
    assert comparison.renames == {"OldRole": "NewRole"}
    one, *follow = comparison.resources
    assert all(isinstance(other, ResourceChanged) and not other.effects for other in follow)
    assert isinstance(one, ResourceChanged)
    assert one.is_renamed
    assert (one.effects, one.behavior) == ((), UpdateBehavior.REPLACE)


def test_resources_with_little_in_common_are_not_renamed() -> None:
    before = template(A=resource("Custom::A", X=1, Y=2))
    after = template(B=resource("Custom::A", X=1, Y=3))
    assert not compare_templates(before, after).renames


def test_of_several_candidates_the_names_decide() -> None:
    body = resource("Custom::A", X=1)
    before = template(PreTestRole=body, PreProdRole=body)
    after = template(PreProductionRole=body, PreTestingRole=body)
    assert compare_templates(before, after).renames == {
        "PreTestRole": "PreTestingRole",
        "PreProdRole": "PreProductionRole",
    }


def test_other_sections_are_compared() -> None:
    (change,) = compare_templates({"Outputs": {"A": {"Value": 1}}}, {"Outputs": {"A": {"Value": 2}}}).sections
    assert change.path == (Key("Outputs"), Key("A"), Key("Value"))


def test_the_type_of_a_resource_can_not_change() -> None:
    one = changed(template(A=resource("Custom::A")), template(A=resource("Custom::B")))
    assert one.behavior is UpdateBehavior.REFUSE
