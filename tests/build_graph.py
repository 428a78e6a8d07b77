"""Graphs built by hand, for the tests of what takes a graph. Names follow `pilothouse.ir.names`."""

from collections.abc import Mapping

from pilothouse.ir import names
from pilothouse.ir.context import ArtifactBucket, Environment
from pilothouse.ir.graph import (
    ActionKind,
    Approval,
    Build,
    BuildAction,
    ConnectionSource,
    DeployAction,
    Graph,
    Source,
    Stage,
    TestAction,
)

ACCOUNT = "123456789012"
REGION = "us-west-2"
BUILD_KINDS = {
    ActionKind.PRE_DEPLOYMENT: ("pre_deployments", names.pre_deployment_id),
    ActionKind.POST_DEPLOYMENT: ("post_deployments", names.post_deployment_id),
}
CONNECTION = ConnectionSource("GitHub", "octo", "shop", "main", "", "", "", ("source",))

Dependencies = Mapping[str, tuple[str, ...]]
"""Entries of one group of a stage by name, with the names of those they depend on."""


def environment(name: str) -> Environment:
    role = f"arn:aws:iam::{ACCOUNT}:role/demo-{name}"
    return Environment(name, ACCOUNT, REGION, f"{role}-EnvManagerRole", f"{role}-CFNExecutionRole")


def stage(
    name: str,
    deployments: Dependencies,
    *,
    approval: bool = False,
    pre: Dependencies | None = None,
    post: Dependencies | None = None,
    commands: tuple[str, ...] = (),
    index: int = 0,
) -> Stage:
    """A stage with the run orders that the contract gives its actions."""
    pre, post = pre or {}, post or {}
    before_pre = 1 if approval else 0
    before_deployments = before_pre + _depth(pre)
    before_post = before_deployments + _depth(deployments)
    origin = ("stages", index)
    return Stage(
        name,
        names.stage_name(name),
        environment(name),
        _approval(name, index) if approval else None,
        _build_actions(ActionKind.PRE_DEPLOYMENT, name, pre, before_pre, index),
        _deploy_actions(name, deployments, before_deployments, index),
        _build_actions(ActionKind.POST_DEPLOYMENT, name, post, before_post, index),
        _test(name, commands, before_post + 1, index) if commands else None,
        origin,
    )


def graph(*stages: Stage, source: Source = CONNECTION, name: str = "web") -> Graph:
    return Graph(
        application="demo",
        name=name,
        stack_name=names.stack_name("demo", name),
        is_legacy=False,
        partition="aws",
        source=source,
        build=Build(
            "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
            "LINUX_CONTAINER",
            f"copilot/pipelines/{name}/buildspec.yml",
            None,
            ("build",),
        ),
        stages=stages,
        artifact_buckets=(ArtifactBucket(REGION, "bucket", f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"),),
        permissions_boundary="",
        tags={"copilot-application": "demo", "copilot-pipeline": name},
    )


def small_graph() -> Graph:
    """Two stages: a plain one with tests, and one behind an approval."""
    workloads: Dependencies = {"api": (), "frontend": ("api",)}
    return graph(
        stage("test", workloads, commands=("make integration",)),
        stage("prod", workloads, approval=True, pre={"migrate": ()}, index=1),
    )


def large_graph() -> Graph:
    """Six stages with thirty actions of every kind, with chains, forks and joins."""
    chain: Dependencies = {"db": (), "api": ("db",), "worker": ("db",), "web": ("api", "worker")}
    wide: Dependencies = {"api": (), "jobs": (), "report": (), "web": ("api",), "admin": ("api", "jobs")}
    return graph(
        stage("dev", {"api": (), "web": ()}, index=0),
        stage("test", chain, commands=("make smoke", "make integration"), index=1),
        stage("perf", {"api": ()}, post={"load": (), "summary": ("load",)}, index=2),
        stage("staging", chain, pre={"snapshot": (), "migrate": ("snapshot",)}, index=3),
        stage("eu-prod", wide, approval=True, pre={"migrate": ()}, index=4),
        stage("us-prod", wide, approval=True, post={"announce": (), "warm-cache": ()}, index=5),
    )


def odd_graph() -> Graph:
    """Names that a drawing may take for its own signs, or that don't fit."""
    tricky = {'"quoted" \\ #35; %%{x}%% `a`': (), "<b>&amp;</b>": (), "日本語": (), "end": ()}
    long = {"a.b@c_d-" + "n" * 92: (), "\x1b[31m\u202e": ()}
    return graph(stage("we[ird]", tricky, approval=True, pre=long, post={"x" * 100: ()}), name='o"dd;{}')


def _depth(entries: Dependencies) -> int:
    return max((_level(name, entries) for name in entries), default=0)


def _level(name: str, entries: Dependencies) -> int:
    return 1 + max((_level(other, entries) for other in entries[name]), default=0)


def _approval(environment: str, index: int) -> Approval:
    origin = ("stages", index, "requires_approval")
    return Approval(ActionKind.APPROVAL, names.approval_action(environment), 1, (), origin)


def _build_actions(
    kind: ActionKind, environment: str, entries: Dependencies, before: int, index: int
) -> tuple[BuildAction, ...]:
    key, project_id = BUILD_KINDS[kind]
    return tuple(
        BuildAction(
            kind,
            name,
            before + _level(name, entries),
            depends_on,
            ("stages", index, key, name),
            project_id(environment, name),
            names.role_id(project_id(environment, name)),
            names.output_artifact(project_id(environment, name)),
            f"copilot/pipelines/web/{name}.buildspec.yml",
        )
        for name, depends_on in sorted(entries.items())
    )


def _deploy_actions(
    environment: str, entries: Dependencies, before: int, index: int
) -> tuple[DeployAction, ...]:
    return tuple(
        DeployAction(
            ActionKind.DEPLOYMENT,
            names.deploy_action(name, environment),
            before + _level(name, entries),
            tuple(names.deploy_action(other, environment) for other in depends_on),
            ("stages", index, "deployments", name),
            name,
            names.deployed_stack("demo", environment, name),
            names.template_path(name, environment),
            names.template_config(name, environment),
        )
        for name, depends_on in sorted(entries.items())
    )


def _test(environment: str, commands: tuple[str, ...], run_order: int, index: int) -> TestAction:
    return TestAction(
        ActionKind.TEST,
        names.TEST_ACTION,
        run_order,
        (),
        ("stages", index, "test_commands"),
        names.test_project_id(environment),
        commands,
    )
