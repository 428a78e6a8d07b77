"""The buildspec that `init` writes, run in bash with the real client: what comes out of a build."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from ruamel.yaml import YAML

from pilothouse.build_commands import KEPT_RUNTIME, package_workloads
from pilothouse.rules.buildspec.retiring_runtime import lifecycles
from pilothouse.scaffold.buildspec import buildspec_text
from pilothouse.scaffold.plan import Kind, manifest_path
from tests.cli.workspaces import Run, run
from tests.emulator import (
    REGION,
    Application,
    CopilotClient,
    Emulator,
    Environment,
    Workload,
    World,
    build,
    find_copilot,
)

MISSING = [name for name in ("bash", "jq", "ruby") if shutil.which(name) is None]
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

CONTAINER = """\
cpu: 1024
memory: 2048
image: {port: 80, build: {dockerfile: image/Dockerfile, args: {MODE: staging}}}
"""
PROD = "environments: {prod: {image: {build: {args: {MODE: production}}}}}\n"
MANIFESTS = {
    "web": ("Load Balanced Web Service", f"{CONTAINER}{PROD}http: {{path: /}}\n"),
    "api": ("Backend Service", CONTAINER),
    "worker": (
        "Worker Service",
        CONTAINER.replace("port: 80, ", "")
        + "count: {range: 1-3, queue_delay: {acceptable_latency: 10m, msg_processing_time: 250ms}}\n",
    ),
    "run": ("Request-Driven Web Service", f"{CONTAINER}network: {{vpc: {{placement: private}}}}\n"),
    "job": ("Scheduled Job", CONTAINER.replace("port: 80, ", "") + "on: {schedule: '@daily'}\n"),
    "site": ("Static Site", "files: [{source: site, recursive: true}]\n"),
}
WORLD = World(
    "packaged",
    environments=(Environment("test"), Environment("prod")),
    workloads=tuple(Workload(name, kind) for name, (kind, _) in MANIFESTS.items()),
)
FEATURES = ("ALBWorkloads", "InternalALBWorkloads", "Aliases", "EFSWorkloads", "NATWorkloads")
ENVIRONMENT_STACK = {
    "Metadata": {"Version": "v1.34.1", "Manifest": ""},
    "Parameters": {
        name: {"Type": "String", "Default": ""} for name in (*FEATURES, "AppRunnerPrivateWorkloads")
    },
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
    "Outputs": {"EnabledFeatures": {"Value": ",,,,"}},
}
DOCKER = """\
#!/usr/bin/env bash
case "$1" in
  info) echo '{}' ;;
  inspect) echo '"repository@sha256:'$(printf '0%.0s' {1..64})'"' ;;
  *) echo "$*" >> "$DOCKER_LOG" ;;
esac
"""


class Packaged(NamedTuple):
    """What a build packaged, by file name, what it printed, and what it asked of Docker."""

    files: dict[str, str]
    output: str
    docker: list[str]


@pytest.fixture(scope="module")
def application(
    emulator: Emulator, copilot: CopilotClient, tmp_path_factory: pytest.TempPathFactory
) -> Application:
    """An application with two environments in one region, whose stacks exist, and a workload of each kind."""
    made = build(WORLD, emulator, copilot, tmp_path_factory.mktemp("packaged") / "workspace")
    cloudformation = emulator.client("cloudformation", REGION)
    for environment in WORLD.environments:
        tags = {"copilot-application": WORLD.application, "copilot-environment": environment.name}
        cloudformation.create_stack(
            StackName=f"{WORLD.application}-{environment.name}",
            TemplateBody=json.dumps(ENVIRONMENT_STACK),
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )
        folder = made.workspace / "copilot" / "environments" / environment.name
        folder.mkdir(parents=True)
        (folder / "manifest.yml").write_text(f"name: {environment.name}\ntype: Environment\n")
    for name, (kind, rest) in MANIFESTS.items():
        (made.workspace / "copilot" / name / "manifest.yml").write_text(f"name: {name}\ntype: {kind}\n{rest}")
    for path in ("image/Dockerfile", "site/index.html"):
        (made.workspace / path).parent.mkdir()
        (made.workspace / path).write_text("FROM scratch\n")
    make_image_repositories(emulator)
    return made


def make_image_repositories(emulator: Emulator) -> None:
    """Make the repositories of images, and the stack's outputs that tell the client of them."""
    cloudformation = emulator.client("cloudformation", REGION)
    (instance,) = cloudformation.list_stack_instances(StackSetName=f"{WORLD.application}-infrastructure")[
        "Summaries"
    ]
    stack = instance["StackId"]
    template = cloudformation.get_template(StackName=stack)["TemplateBody"].rstrip() + "\n"
    for name in MANIFESTS:
        made = emulator.client("ecr", REGION).create_repository(repositoryName=f"{WORLD.application}/{name}")
        template += f"  ECRRepo{name}:\n    Value: {made['repository']['repositoryArn']}\n"
    (about,) = cloudformation.describe_stacks(StackName=stack)["Stacks"]
    kept = [{"ParameterKey": one["ParameterKey"], "UsePreviousValue": True} for one in about["Parameters"]]
    cloudformation.update_stack(StackName=stack, TemplateBody=template, Parameters=kept, Tags=about["Tags"])


def run_build(application: Application, emulator: Emulator, folder: Path, *kinds: Kind) -> Packaged:
    """Run the build phase of the buildspec for a pipeline that deploys to both environments."""
    program = find_copilot()
    assert isinstance(program, Path)
    (folder / "copilot").symlink_to(program)
    prepare_tools(folder)
    manifest = application.workspace / manifest_path("release")
    manifest.parent.mkdir(parents=True, exist_ok=True)
    manifest.write_text("stages: [{name: test}, {name: prod}]\n")
    text = buildspec_text("release", manifest_path("release"), kinds)
    return run_text(text, ("build",), application, emulator, folder)


def prepare_tools(folder: Path) -> None:
    """Put a Docker that only writes down what it is asked for in front of the real one."""
    (folder / "docker").write_text(DOCKER)
    (folder / "docker").chmod(0o755)


def run_text(
    text: str, phases: tuple[str, ...], application: Application, emulator: Emulator, folder: Path
) -> Packaged:
    """Run phases of a buildspec; what it has in /tmp is in `folder`."""
    spec: Any = YAML(typ="safe").load(text.replace("/tmp/", f"{folder}/"))
    commands = [command for phase in phases for command in spec["phases"][phase]["commands"]]
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join(commands)],
        cwd=application.workspace,
        env={
            **emulator.environment(REGION),
            **spec.get("env", {}).get("variables", {}),
            "PATH": f"{folder}:{os.environ['PATH']}",
            "HOME": str(folder),
            "DOCKER_LOG": str(folder / "docker.log"),
            "CODEBUILD_SRC_DIR": str(application.workspace),
            "CODEBUILD_BUILD_ID": "project:5f0e",
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    infrastructure = application.workspace / "infrastructure"
    files = {path.name: path.read_text() for path in infrastructure.iterdir()}
    shutil.rmtree(infrastructure)
    docker = folder / "docker.log"
    return Packaged(files, done.stdout, docker.read_text().splitlines() if docker.exists() else [])


@pytest.fixture(scope="module")
def workloads(
    application: Application, emulator: Emulator, tmp_path_factory: pytest.TempPathFactory
) -> Packaged:
    """What a build of a workloads pipeline packages."""
    return run_build(application, emulator, tmp_path_factory.mktemp("build"), Kind.WORKLOADS)


@pytest.fixture(scope="module")
def environments(
    application: Application, emulator: Emulator, tmp_path_factory: pytest.TempPathFactory
) -> Packaged:
    """What a build of an environments pipeline packages."""
    return run_build(application, emulator, tmp_path_factory.mktemp("build"), Kind.ENVIRONMENTS)


def runtimes(template: str) -> set[str]:
    return {name for name in re.findall(r"Runtime: *(\S+)", template) if not name.startswith("cloudfront-")}


@pytest.mark.parametrize("workload", MANIFESTS)
def test_no_workload_has_a_function_on_a_runtime_that_aws_retires_within_a_year(
    workload: str, workloads: Packaged
) -> None:
    for environment in ("test", "prod"):
        assert runtimes(workloads.files[f"{workload}-{environment}.stack.yml"]) == {KEPT_RUNTIME}


def test_no_environment_has_a_function_on_a_runtime_that_aws_retires_within_a_year(
    environments: Packaged,
) -> None:
    for environment in ("test", "prod"):
        template = environments.files[f"{environment}.env.yml"]
        assert runtimes(template) == {KEPT_RUNTIME}
        assert (
            f"{environment}.env.yml: functions moved from nodejs20.x to nodejs24.x: 3" in environments.output
        )


def test_the_runtime_that_is_kept_is_the_one_that_aws_keeps_longest() -> None:
    known = lifecycles()
    assert max(known, key=lambda name: known[name].update_block) == KEPT_RUNTIME


def test_an_image_s_tag_is_of_one_environment_as_in_copilot_s_own_buildspec(workloads: Packaged) -> None:
    built = [line for line in workloads.docker if line.startswith("build ") and "/web:" in line]
    modes = {re.findall(r":(5f0e\S*)", line)[0]: re.findall(r"MODE=(\w+)", line) for line in built}
    assert modes == {"5f0e-test": ["staging"], "5f0e-prod": ["production"]}
    for environment in ("test", "prod"):
        parameters = json.loads(workloads.files[f"web-{environment}.params.json"])["Parameters"]
        assert parameters["ContainerImage"].endswith(f"/web:5f0e-{environment}")


def fixed_buildspec(kind: Kind, application: Application, copilot: CopilotClient) -> tuple[str, Run, Run]:
    """Let the client write its buildspec and `lint` fix it: the text, what `lint` said, and says then."""
    begun = copilot.run(
        *("pipeline", "init", "--name", "theirs", "--pipeline-type", kind.value.capitalize()),
        *("--url", "https://github.com/acme/web", "--git-branch", "main", "--environments", "test,prod"),
        folder=application.workspace,
        region=REGION,
    )
    assert begun.exit_code == 0, begun.stderr
    folder = application.workspace / "copilot" / "pipelines" / "theirs"
    fixed = run("lint", "--no-validate", "--fix", str(folder / "manifest.yml"))
    text = (folder / "buildspec.yml").read_text()
    return text, fixed, run("lint", "--no-validate", str(folder / "manifest.yml"))


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.value)
def test_copilot_s_own_buildspec_is_fixed_by_lint(
    kind: Kind,
    application: Application,
    emulator: Emulator,
    copilot: CopilotClient,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(application.workspace)
    text, fixed, linted = fixed_buildspec(kind, application, copilot)
    assert "fixed 2 defects" in fixed.stderr
    assert not any(code in linted.stdout for code in ("PH605", "PH608"))
    program = find_copilot()
    assert isinstance(program, Path)
    prepare_tools(tmp_path)
    (application.workspace / "copilot-linux").symlink_to(program)
    try:
        packaged = run_text(text, ("build", "post_build"), application, emulator, tmp_path)
    finally:
        (application.workspace / "copilot-linux").unlink()
        shutil.rmtree("copilot/pipelines/theirs")
    templates = {
        Kind.WORKLOADS: [f"{name}-{stage}.stack.yml" for name in MANIFESTS for stage in ("test", "prod")],
        Kind.ENVIRONMENTS: ["test.env.yml", "prod.env.yml"],
    }
    for name in templates[kind]:
        assert runtimes(packaged.files[name]) == {KEPT_RUNTIME}, name


def test_the_tag_is_the_one_that_copilot_s_own_buildspec_gives(
    application: Application, copilot: CopilotClient
) -> None:
    begun = copilot.run(
        *("pipeline", "init", "--name", "theirs", "--pipeline-type", "Workloads"),
        *("--url", "https://github.com/acme/web", "--git-branch", "main", "--environments", "test,prod"),
        folder=application.workspace,
        region=REGION,
    )
    assert begun.exit_code == 0, begun.stderr
    folder = application.workspace / "copilot" / "pipelines" / "theirs"
    text = (folder / "buildspec.yml").read_text()
    shutil.rmtree(folder)
    theirs = next(line.strip() for line in text.splitlines() if line.strip().startswith("tag="))
    ours = next(
        line.strip() for line in package_workloads("x").splitlines() if line.strip().startswith("tag=")
    )
    for environment in ("test", "e" * 130):
        names = f"CODEBUILD_BUILD_ID=project:5f0e; env={environment}; environment={environment}"
        both = f'{names}; {theirs}; echo "$tag"; {ours}; echo "$tag"'
        done = subprocess.run(["bash", "-c", both], capture_output=True, text=True, check=True)
        first, second = done.stdout.split()
        assert first == second
