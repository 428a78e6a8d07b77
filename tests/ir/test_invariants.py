"""Valid graphs and stacks have no violations, and each invariant can fail."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.place import Place
from pilothouse.ir.graph import ActionKind, Graph, Stage
from pilothouse.ir.invariants import graph_violations, stack_violations
from pilothouse.ir.stack import Stack
from tests.build_graph import graph, large_graph, odd_graph, small_graph, stage
from tests.golden import compile_fixture, fixtures

PLAIN = stage("test", {"api": (), "web": ("api",)}, approval=True, post={"warm": ()})
API, WEB = PLAIN.deployments


@pytest.mark.parametrize("made", [small_graph(), large_graph(), odd_graph(), graph(PLAIN)])
def test_a_valid_graph_has_no_violations(made: Graph) -> None:
    assert graph_violations(made) == ()


@pytest.mark.parametrize(
    ("broken", "violation"),
    [
        (
            replace(PLAIN, deployments=(replace(API, run_order=0), WEB)),
            "action CreateOrUpdate-api-test has run order 0",
        ),
        (
            replace(PLAIN, deployments=(API, replace(WEB, name=API.name, depends_on=()))),
            "action CreateOrUpdate-api-test appears twice",
        ),
        (
            replace(PLAIN, deployments=(API, replace(WEB, depends_on=("nowhere",)))),
            "action CreateOrUpdate-web-test depends on nowhere, which does not exist",
        ),
        (
            replace(PLAIN, deployments=(API, replace(WEB, run_order=API.run_order))),
            "action CreateOrUpdate-web-test depends on CreateOrUpdate-api-test, but doesn't run after it",
        ),
        (
            replace(PLAIN, deployments=(replace(API, run_order=1), WEB)),
            "deployment starts before approval has ended",
        ),
        (
            replace(PLAIN, post_deployments=(replace(PLAIN.post_deployments[0], run_order=3),)),
            "post-deployment starts before deployment has ended",
        ),
        (
            replace(PLAIN, deployments=(API, replace(WEB, kind=ActionKind.TEST))),
            "action CreateOrUpdate-web-test is a test among the actions of kind deployment",
        ),
    ],
)
def test_a_broken_stage_is_reported(broken: Stage, violation: str) -> None:
    assert f"stage DeployTo-test: {violation}" in graph_violations(graph(broken))


def test_stages_have_unique_names() -> None:
    assert "stage DeployTo-test appears twice" in graph_violations(graph(PLAIN, PLAIN))


def test_projects_and_roles_have_unique_logical_ids() -> None:
    made = graph(stage("test", {"api": ()}, pre={"db-mig": (), "dbmig": ()}))
    assert "logical ID PretestDeploymentActiondbmig is used twice" in graph_violations(made)


def action(name: str, order: int, takes: tuple[str, ...] = (), makes: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "Name": name,
        "RunOrder": order,
        "InputArtifacts": [{"Name": artifact} for artifact in takes],
        "OutputArtifacts": [{"Name": artifact} for artifact in makes],
    }


def stack() -> Stack:
    stages = [
        {"Name": "Source", "Actions": [action("Source", 1, makes=("Code",))]},
        {"Name": "Build", "Actions": [action("Build", 1, ("Code",), ("Built",))]},
        {"Name": "Deploy", "Actions": [action("b", 2, ("Built",)), action("a", 1, ("Built",), ("More",))]},
    ]
    pipeline = {
        "Type": "AWS::CodePipeline::Pipeline",
        "DependsOn": ["Role"],
        "Properties": {
            "Stages": stages,
            "RoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
            "Name": {"Ref": "AWS::StackName"},
        },
    }
    template = {"Resources": {"Role": {"Type": "AWS::IAM::Role"}, "Pipeline": pipeline}}
    origins = {(): Place("m.yml"), ("Resources", "Pipeline", "Properties", "Stages", 2): Place("m.yml")}
    return Stack("s", template, {}, origins)


def with_template(change: Callable[[dict[str, Any]], object]) -> Stack:
    """The stack above, its resources changed."""
    template = deepcopy(stack().template)
    change(template["Resources"])
    return replace(stack(), template=template)


def stages(resources: dict[str, Any]) -> Any:
    return resources["Pipeline"]["Properties"]["Stages"]


def test_a_valid_stack_has_no_violations() -> None:
    assert stack_violations(stack()) == ()


@pytest.mark.parametrize(
    ("change", "violation"),
    [
        (
            lambda resources: stages(resources)[2]["Actions"].append(action("a", 1)),
            "pipeline stage Deploy: action a appears twice",
        ),
        (
            lambda resources: stages(resources)[2]["Actions"].append(action("c", 0)),
            "pipeline stage Deploy: action c has run order 0",
        ),
        (
            lambda resources: stages(resources).append({"Name": "Source", "Actions": []}),
            "pipeline stage Source appears twice",
        ),
        (
            lambda resources: stages(resources)[1]["Actions"].append(action("c", 1, ("Built",))),
            "action c uses artifact Built, which isn't produced before it",
        ),
        (
            lambda resources: stages(resources)[2]["Actions"].append(action("c", 1, makes=("More",))),
            "artifact More is produced twice",
        ),
        (
            lambda resources: stages(resources)[2]["Actions"].append(action("c", 3, makes=("Code",))),
            "artifact Code is produced twice",
        ),
        (lambda resources: resources.pop("Role"), "Role is referred to, but does not exist"),
        (
            lambda resources: stages(resources).pop(),
            "origin Resources.Pipeline.Properties.Stages[2] is not in the template",
        ),
    ],
)
def test_a_broken_template_is_reported(change: Callable[[dict[str, Any]], object], violation: str) -> None:
    assert stack_violations(with_template(change)) == (violation,)


def test_the_template_as_a_whole_has_an_origin() -> None:
    assert stack_violations(replace(stack(), origins={})) == ("the template as a whole has no origin",)


class NoChecker:
    """Finds nothing: cfn-lint has its own tests."""

    def check_all(self, stacks: Sequence[tuple[Stack, str]]) -> list[tuple[Diagnostic, ...]]:
        assert all(stack.name and region for stack, region in stacks)
        return [()] * len(stacks)


@pytest.mark.parametrize("fixture", fixtures("ok"), ids=lambda fixture: fixture.stem)
def test_every_fixture_compiles_without_violations(fixture: Path) -> None:
    compilations, _ = compile_fixture(fixture, NoChecker())
    assert compilations
    for compilation in compilations:
        assert compilation.graph
        assert compilation.stack
        assert graph_violations(compilation.graph) == ()
        assert stack_violations(compilation.stack) == ()
