"""Each command runs with the permissions on its page, and with nothing else allowed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import botocore.session
import pytest
from moto.cloudformation.models import cloudformation_backends

from tests.cli.workspaces import Run, run
from tests.emulator import ACCOUNT, REGION, Application, Call, Emulator, Environment, Reply, Workload, World
from tests.emulator.builds import put_build
from tests.permissions import BY_CLOUDFORMATION, BY_COMMAND

WORLD = World("allowed", environments=(Environment("test"),), workloads=(Workload("api"),))
MANIFEST = """\
name: {name}
version: 1
source: {{provider: GitHub, properties: {{repository: https://github.com/owner/repo, branch: {branch}}}}}
stages: [{{name: test, requires_approval: true}}]
"""
PAGES = Path(__file__).parents[2] / "docs" / "commands"
PREFIXES = {"tagging": "tag"}
APPROVAL = ("DeployTo-test", "ApprovePromotionTo-test")


@pytest.fixture(scope="module")
def application(make: Callable[[World], Application]) -> Application:
    return make(WORLD)


@pytest.fixture
def account(inside: Path, environment: Emulator) -> Emulator:  # noqa: ARG001
    return environment


def action_of(call: Call) -> str:
    if call.service == "s3":
        return "s3:PutObject" if call.operation.startswith("PUT ") else f"s3:{call.operation}"
    return f"{PREFIXES.get(call.service, call.service)}:{call.operation}"


class Allowed:
    """Runs commands with nothing allowed but what the page lists for them; notes what was used of it."""

    def __init__(self, account: Emulator) -> None:
        self._account = account
        self.used: dict[str, set[str]] = defaultdict(set)

    def run(self, policies: str | tuple[str, ...], *arguments: str, expected: tuple[int, ...] = (0,)) -> Run:
        names = (policies,) if isinstance(policies, str) else policies
        with self._only(names):
            done = run(*arguments)
        assert done.exit_code in expected, (arguments, done.stderr)
        assert "not allowed here" not in done.stderr + done.stdout
        return done

    @contextmanager
    def _only(self, names: tuple[str, ...]) -> Iterator[None]:
        def refuse(call: Call) -> Reply | None:
            action = action_of(call)
            for name in names:
                if action in BY_COMMAND[name]:
                    self.used[name].add(action)
                    return None
            text = f"not allowed here: {action}"
            if call.service in ("cloudformation", "sts", "s3"):
                error = f"<Error><Code>AccessDenied</Code><Message>{text}</Message></Error>"
                return Reply(403, f"<ErrorResponse>{error}</ErrorResponse>".encode(), "text/xml")
            return Reply(400, f'{{"__type": "AccessDeniedException", "message": "{text}"}}'.encode())

        with self._account.intercept(refuse):
            yield


def write(name: str, branch: str = "main") -> None:
    folder = Path("copilot", "pipelines", name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.yml").write_text(MANIFEST.format(name=name, branch=branch))


def deployed(account: Emulator, name: str) -> str:
    """Deploy a pipeline with everything allowed; return its real name."""
    write(name)
    if not Path("copilot", "context.yml").exists():
        assert run("context", "pull").exit_code == 0
    done = run("deploy", name, "--yes", "--no-validate", "--connection-timeout", "0")
    assert done.exit_code == 0, done.stderr
    names = [one["name"] for one in account.client("codepipeline", REGION).list_pipelines()["pipelines"]]
    return str(next(one for one in names if one.startswith(f"pipeline-allowed-{name}-")))


def test_deploy(account: Emulator) -> None:
    write("ship")
    allowed = Allowed(account)
    assert run("context", "pull").exit_code == 0
    options = ("ship", "--yes", "--no-validate", "--connection-timeout", "0")
    allowed.run("deploy", "deploy", *options, "--no-execute")
    allowed.run("deploy", "deploy", *options)
    for connection in account.connections.all(REGION):
        connection.status = "AVAILABLE"
    allowed.run("deploy", "deploy", *options)
    write("ship", "other")
    allowed.run("diff --deployed", "diff", "ship", "--deployed", expected=(1,))
    allowed.run("deploy", "deploy", *options)
    write("ship", "third")
    with account.intercept(no_execution):
        allowed.run("deploy", "deploy", *options, expected=(3,))
    stacks = cloudformation_backends[ACCOUNT][REGION].stacks.values()
    next(one for one in stacks if one.name == "pipeline-allowed-ship").status = "ROLLBACK_COMPLETE"
    allowed.run("deploy", "deploy", *options)
    allowed.run(("deploy", "context pull"), "deploy", *options, "--live")
    assert allowed.used["deploy"] == set(BY_COMMAND["deploy"])
    assert allowed.used["diff --deployed"] == set(BY_COMMAND["diff --deployed"])


def no_execution(call: Call) -> Reply | None:
    error = "<Error><Code>ValidationError</Code><Message>no</Message></Error>"
    body = f"<ErrorResponse>{error}</ErrorResponse>".encode()
    return Reply(400, body, "text/xml") if call.operation == "ExecuteChangeSet" else None


def test_delete(account: Emulator) -> None:
    deployed(account, "away")
    secrets = account.client("secretsmanager", REGION)
    tags = [{"Key": "copilot-application", "Value": "allowed"}]
    secrets.create_secret(Name="github-token-away", SecretString="token", Tags=tags)
    allowed = Allowed(account)
    both = ("delete", "delete --delete-secret")
    assert allowed.run("delete", "delete", "away", expected=(2,)).stderr
    allowed.run(both, "delete", "away", "--delete-secret", "--yes")
    Path("copilot", "context.yml").unlink()
    allowed.run("delete", "delete", "awya", "--yes", expected=(3,))
    for name in both:
        assert allowed.used[name] == set(BY_COMMAND[name])


def test_steering_and_reading(account: Emulator) -> None:
    pipeline = deployed(account, "steer")
    allowed = Allowed(account)
    executions = account.executions
    executions.forget(REGION, pipeline)
    older = executions.begin(REGION, pipeline)
    executions.let(older, *APPROVAL, "InProgress", token="one")
    executions.begin(REGION, pipeline)
    allowed.run("approve", "approve", "steer", "--yes")
    executions.let(older, *APPROVAL, "InProgress", token="two")
    allowed.run("reject", "reject", "steer", "--yes")
    allowed.run("start", "start", "steer")
    begun = executions.begin(REGION, pipeline)
    allowed.run("stop", "stop", "steer", "--execution", begun.id)
    failed = executions.begin(REGION, pipeline)
    project = account.client("codebuild", REGION).list_projects()["projects"][0]
    build = put_build(REGION, project, "FAILED", ["no"], "no")
    executions.let(failed, "Build", "Build", "Failed", externalExecutionId=build)
    executions.let(failed, "DeployTo-test", "CreateOrUpdate-api-test", "Failed")
    allowed.run("status", "status", "steer")
    executions.begin(REGION, pipeline)
    allowed.run("status", "status", "steer", "--execution", failed.id)
    allowed.run("logs", "logs", "steer", "--execution", failed.id)
    allowed.run("retry", "retry", "steer", "--stage", "Build")
    allowed.run("show", "show", "steer", "--resources")
    allowed.run("ls", "ls")
    allowed.run("ls", "ls", "--app", "nothing-there", expected=(3,))
    allowed.run("drift", "drift", "steer", expected=(0, 1))
    allowed.run("context pull", "context", "pull")
    for command in ("approve", "reject", "start", "stop", "status", "logs", "retry", "show"):
        allowed.run(command, command, "nothing", expected=(3,))
        allowed.run(command, command, "nothing", "--app", "nothing-there", expected=(3,))
    unused = {
        "status": {"sts:AssumeRole"},  # of environments in other accounts
        "context pull": {"sts:GetCallerIdentity"},  # to say where no application is
        "drift": {"sts:GetCallerIdentity"},
    }
    for command, used in allowed.used.items():
        assert set(BY_COMMAND[command]) - used == unused.get(command, set()), command


def test_a_missing_artifact_bucket(account: Emulator) -> None:
    write("bare")
    cloudformation = account.client("cloudformation", REGION)
    where = {"Accounts": [ACCOUNT], "Regions": [REGION]}
    cloudformation.delete_stack_instances(StackSetName="allowed-infrastructure", **where, RetainStacks=False)
    assert run("context", "pull").exit_code == 0
    allowed = Allowed(account)
    policies = ("deploy", "deploy, for a missing artifact bucket")
    allowed.run(policies, "deploy", "bare", "--yes", "--no-validate", "--connection-timeout", "0")
    assert run("context", "pull").exit_code == 0
    assert allowed.used[policies[1]] == set(BY_COMMAND[policies[1]])


def test_what_cloudformation_needs_are_operations_of_its_services() -> None:
    session = botocore.session.get_session()
    names = {"s3": {"GetObjectVersion"}}
    for action in BY_CLOUDFORMATION:
        service, _, operation = action.partition(":")
        known = session.get_service_model(service).operation_names
        assert operation in known or operation in names.get(service, ()), action


def test_every_command_that_queries_aws_has_a_policy() -> None:
    commands = {name.split()[0].rstrip(",") for name in BY_COMMAND}
    asks = {page.stem for page in PAGES.glob("*.md") if "--profile" in page.read_text()}
    without_asking = {"compile", "graph", "lint"}  # only with --live
    assert asks - commands - without_asking == set()
