"""The context that is read from an account is the one that the real client works by."""

import json
from collections.abc import Callable

import pytest

from pilothouse.aws.access import Access
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.open import open_account
from pilothouse.aws.pull import pull_context
from pilothouse.driver import Request, compile_manifest, load_context
from pilothouse.ir.context import Context
from pilothouse.render.context_yaml import context_yaml
from pilothouse.source.file import SourceFile
from pilothouse.yaml_text.template import template_yaml
from tests.conformance.normalize import normalize
from tests.emulator import Application, CopilotClient, Emulator, Environment, Workload, World

WORLD = World(
    "pulled",
    tags={"team": "dock", "cost": "0123"},
    permissions_boundary="limits",
    environments=(
        Environment("test"),
        Environment("prod", region="eu-west-1", account="210987654321"),
        Environment("late", manager_role_arn="arn:aws:iam::123456789012:role/other"),
    ),
    workloads=(
        Workload("api"),
        Workload("report", "Scheduled Job"),
        Workload("elsewhere", local=False),
        Workload("new", registered=False),
    ),
    connections=("pulled-quay",),
    legacy_pipelines=("pulled-old",),
)


MANIFEST = """\
name: {name}
version: 1
source:
  provider: GitHub
  properties: {{repository: https://github.com/owner/repo, connection_name: pulled-quay}}
stages: [{{name: test, test_commands: [make test]}}, {{name: prod, requires_approval: true}}, {{name: late}}]
"""


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def pulled(application: Application, environment: Emulator) -> Context:  # noqa: ARG001
    return pull_context(open_account(Access()), WORLD.application)


def read(text: str) -> Context:
    outcome, _ = load_context(SourceFile("context.yml", text))
    assert outcome.value, outcome.findings
    return outcome.value


def test_the_context_contains_the_account_facts(application: Application, pulled: Context) -> None:
    expected = read(json.dumps(application.context()))
    assert pulled.application == expected.application
    assert {name: (e.account, e.region, e.manager_role_arn) for name, e in pulled.environments.items()} == {
        name: (e.account, e.region, e.manager_role_arn) for name, e in expected.environments.items()
    }
    assert pulled.workloads == expected.workloads
    assert pulled.artifact_buckets == expected.artifact_buckets
    assert pulled.connections["pulled-quay"] == expected.connections["pulled-quay"]
    assert pulled.legacy_pipelines == {"pulled-old"}


def test_what_is_written_is_read_back_the_same(pulled: Context) -> None:
    text = context_yaml(pulled)
    assert context_yaml(read(text)) == text
    assert read(text).application == pulled.application


@pytest.mark.parametrize("name", ["release", "pulled-old"])
def test_a_template_compiled_from_it_equals_the_real_client_s(
    name: str, application: Application, pulled: Context, copilot: CopilotClient, emulator: Emulator
) -> None:
    path = application.workspace / "copilot" / "pipelines" / name / "manifest.yml"
    path.parent.mkdir(parents=True)
    path.write_text(MANIFEST.format(name=name))
    copilot.run(
        "pipeline", "deploy", "--yes", "--name", name, folder=application.workspace, region=WORLD.region
    )
    stack = name if name == "pulled-old" else f"pipeline-{WORLD.application}-{name}"
    theirs = emulator.client("s3", WORLD.region).get_object(
        Bucket=application.pipeline_bucket, Key=f"{stack}.pipeline.stack.yml"
    )["Body"]
    request = Request(
        SourceFile("manifest.yml", path.read_text()), f"copilot/pipelines/{name}", pulled, ("api", "report")
    )
    ours = compile_manifest(request).stack
    assert ours is not None
    assert ours.name == stack
    assert normalize(template_yaml(ours.template)) == normalize(theirs.read().decode())


def test_it_takes_six_calls_and_one_for_each_region(application: Application, environment: Emulator) -> None:
    account = open_account(Access())
    start = len(environment.calls)
    pull_context(account, WORLD.application)
    made = sorted(call.operation for call in environment.calls[start:])
    regions = len(application.artifact_buckets)
    assert made == sorted(
        ["GetParameter", "GetParametersByPath", "GetParametersByPath", "ListStackInstances"]
        + ["ListConnections", "GetResources"]
        + ["DescribeStacks"] * regions
    )


@pytest.mark.usefixtures("environment")
def test_a_missing_application_is_reported_with_account_and_region() -> None:
    with pytest.raises(AwsError, match="account 123456789012 has no such application in us-west-2") as raised:
        pull_context(open_account(Access()), "nowhere")
    assert raised.value.fault is Fault.NOT_FOUND
