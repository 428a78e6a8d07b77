"""Each call of the commands that look at a pipeline or steer it fails in turn: clear words, and no bug."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pilothouse.cli import exits
from tests.aws.pipelines import make_pipeline, make_project
from tests.cli.workspaces import Run, run, write_files
from tests.emulator import ACCOUNT, REGION, Call, Disconnect, Emulator, Reply
from tests.emulator.builds import put_build
from tests.emulator.stack_events import EMPTY, add_event, begin_update, make_stack

APP = "faulty"
COMMANDS = {
    "status": ("status",),
    "show": ("show", "--resources"),
    "ls": ("ls",),
    "logs": ("logs",),
    "retry": ("retry", "--stage", "Build"),
    "approve": ("approve", "--yes"),
    "start": ("start",),
    "stop": ("stop",),
    "drift": ("drift",),
}
EXPLAINING = {"BatchGetBuilds", "GetLogEvents", "DescribeStackEvents"}
"""Calls for details: if one fails, `status` still reports the rest."""


@pytest.fixture(scope="module")
def pipeline(emulator: Emulator) -> str:
    """A pipeline with a project, its own stack, and one that it deploys."""
    record = {"name": APP, "account": ACCOUNT}
    emulator.client("ssm", REGION).put_parameter(
        Name=f"/copilot/applications/{APP}", Type="String", Value=json.dumps(record)
    )
    emulator.client("cloudformation", REGION).create_stack_set(
        StackSetName=f"{APP}-infrastructure", TemplateBody=EMPTY
    )
    stack = make_stack(REGION, f"{APP}-prod-api")
    begin_update(stack)
    add_event(stack, "Service", "AWS::ECS::Service", "UPDATE_FAILED", "no")
    make_stack(REGION, f"pipeline-{APP}-release")
    make_project(emulator, APP)
    return make_pipeline(emulator, APP, "release", f"pipeline-{APP}-release-Pipeline-1")


def set_the_scene(pipeline: str, environment: Emulator) -> None:
    """Bring the pipeline to a bad moment: a build and a deployment have failed, and an approval waits."""
    executions = environment.executions
    executions.forget(REGION, pipeline)
    execution = executions.begin(REGION, pipeline)
    build = put_build(REGION, f"{APP}-build", "FAILED", ["no"])
    executions.let(execution, "Build", "Build", "Failed", externalExecutionId=build)
    executions.let(execution, "DeployTo-prod", "CreateOrUpdate-api-prod", "Failed")
    executions.let(execution, "DeployTo-prod", "ApprovePromotionTo-prod", "InProgress", token="here")
    execution.status = "InProgress"


def tell(command: tuple[str, ...], environment: Emulator) -> tuple[Run, list[str]]:
    """Run a command; return how it ended, and which calls it made."""
    start = len(environment.calls)
    done = run(*command)
    return done, [call.operation for call in environment.calls[start:]]


def denied(call: Call) -> Reply:
    if call.body.startswith(b"Action="):
        error = "<Error><Code>AccessDenied</Code><Message>not yours</Message></Error>"
        return Reply(403, f"<ErrorResponse>{error}</ErrorResponse>".encode(), "text/xml")
    return Reply(400, b'{"__type": "AccessDeniedException", "message": "not yours"}')


FAULTS: dict[str, Callable[[Call], Reply | Disconnect]] = {
    "denied": denied,
    "broken": lambda _: Disconnect(),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_failed_call_is_reported_with_its_purpose(
    name: str,
    fault: str,
    pipeline: str,
    environment: Emulator,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_files(tmp_path, {"copilot/.workspace": f"application: {APP}\n"})
    monkeypatch.chdir(tmp_path)
    command = COMMANDS[name]
    set_the_scene(pipeline, environment)
    clean, calls = tell(command, environment)
    assert clean.exit_code in (exits.DONE, exits.FINDINGS), clean.stderr
    for operation in dict.fromkeys(calls):

        def fail(call: Call, failing: str = operation) -> Reply | Disconnect | None:
            return FAULTS[fault](call) if call.operation == failing else None

        set_the_scene(pipeline, environment)
        with environment.intercept(fail):
            done, _ = tell(command, environment)
        if name == "status" and operation in EXPLAINING:
            assert (done.exit_code, "details are not available" in done.stdout) == (exits.DONE, True), (
                operation
            )
            continue
        assert done.exit_code == exits.ENVIRONMENT, f"{operation}: {done}"
        said = done.stderr.partition("pilothouse: ")[2]
        assert said.startswith("cannot "), done.stderr
        assert "call: " in said
