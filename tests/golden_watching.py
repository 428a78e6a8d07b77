"""What is shown of deployed pipelines, and what `init` writes: `fixtures/watching/`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pilothouse.aws.deployed import DeployedPipeline
from pilothouse.aws.diagnose import FailedBuild, FailedStack, Failure
from pilothouse.aws.ports.builds import Build, FailedPhase
from pilothouse.aws.ports.definitions import ActionDefinition, PipelineDefinition, StageDefinition
from pilothouse.aws.ports.executions import Execution, Revision
from pilothouse.aws.ports.logs import LogLine
from pilothouse.aws.ports.pipelines import ActionState, StageState, Transition
from pilothouse.aws.ports.stacks import StackEvent, StackResource
from pilothouse.aws.show import Description
from pilothouse.aws.status import Status
from pilothouse.diff.compare_contexts import ContextChange
from pilothouse.diff.drift import ContextDrift, Drift, LiveDrift, ManifestDrift
from pilothouse.ir.manifest import Provider
from pilothouse.render.drift_json import drift_json
from pilothouse.render.drift_text import drift_text
from pilothouse.render.failures_text import failures_text
from pilothouse.render.palette import COLOURED
from pilothouse.render.show_json import show_json
from pilothouse.render.show_text import show_text
from pilothouse.render.status_changes import status_changes
from pilothouse.render.status_json import status_json
from pilothouse.render.status_text import status_text
from pilothouse.scaffold.buildspec import buildspec_text
from pilothouse.scaffold.manifest import manifest_text
from pilothouse.scaffold.plan import Kind, Plan, Source

FOLDER = Path(__file__).parent.parent / "fixtures" / "watching"
START = datetime(2026, 1, 1, tzinfo=UTC)
NOW = START + timedelta(minutes=20)
PIPELINE = DeployedPipeline(
    "release", "pipeline-demo-release-Pipeline-1ABC", "demo", "123456789012", "us-west-2"
)
OTHER = "arn:aws:iam::210987654321:role/demo-prod-EnvManagerRole"
COMMIT = "4f0c9d2e8b7a6c5d4e3f2a1b0c9d8e7f6a5b4c3d"
EXECUTION = Execution(
    "8c1f23ab-55d1-4c0e-9d5b-0a4e0c0f7a11",
    "Failed",
    START,
    START + timedelta(minutes=9),
    "Webhook",
    revisions=(
        Revision(
            "SourceCodeFor-demo",
            COMMIT,
            '{"ProviderType":"GitHub","CommitMessage":"Add the ledger \x1b[31m\\n\\nAt last."}',
            f"https://github.com/acme/web/commit/{COMMIT}",
        ),
    ),
)
BUILD = ActionState(
    "Build",
    "Failed",
    message="Build terminated with state: FAILED",
    changed=START + timedelta(minutes=5),
    external_id="pipeline-demo-release-BuildProject:5f0e",
)
DEPLOYMENT = ActionState(
    "CreateOrUpdate-api-prod", "Failed", summary="Stack failed", changed=START + timedelta(minutes=9)
)
STAGES = (
    StageState(
        "Source",
        "Succeeded",
        EXECUTION.id,
        (ActionState("SourceCodeFor-demo", "Succeeded", changed=START + timedelta(minutes=1)),),
    ),
    StageState("Build", "Failed", EXECUTION.id, (BUILD,)),
    StageState(
        "DeployTo-test",
        "InProgress",
        EXECUTION.id,
        (
            ActionState("ApprovePromotionTo-test", "InProgress", changed=START, token="t"),
            ActionState("CreateOrUpdate-api-test"),
        ),
    ),
    StageState(
        "DeployTo-prod",
        "Failed",
        "00000000-older",
        (DEPLOYMENT,),
        Transition(is_open=False, reason="audit until Monday"),
    ),
)
STATUS = Status(PIPELINE, STAGES, EXECUTION, EXECUTION)
FAILURES = (
    Failure(
        "Build",
        BUILD,
        "us-west-2",
        build=FailedBuild(
            Build(
                BUILD.external_id,
                "FAILED",
                is_complete=True,
                failed_phases=(FailedPhase("POST_BUILD", "COMMAND_EXECUTION_ERROR: exit status 1"),),
                log_group="/aws/codebuild/pipeline-demo-release-BuildProject",
                log_stream="5f0e",
            ),
            (
                LogLine(START, "\x1b[1;31mapi: the manifest has no port\x1b[0m \x07"),
                LogLine(START, "\tat line 3"),
            ),
        ),
    ),
    Failure(
        "DeployTo-prod",
        DEPLOYMENT,
        "eu-west-1",
        stack=FailedStack(
            "demo-prod-api",
            "210987654321",
            "eu-west-1",
            (
                StackEvent(
                    "1",
                    START,
                    StackResource("Service", "", "AWS::ECS::Service", "UPDATE_FAILED", "no task started"),
                ),
            ),
        ),
    ),
    Failure("DeployTo-prod", DEPLOYMENT, "eu-west-1", unread=f"cannot assume role {OTHER}: denied"),
)
DEFINITION = PipelineDefinition(
    name=PIPELINE.real_name,
    account=PIPELINE.account,
    region=PIPELINE.region,
    version=2,
    created=START,
    updated=NOW,
    stages=(
        StageDefinition(
            "Source",
            (
                ActionDefinition(
                    "SourceCodeFor-demo",
                    "Source",
                    "CodeStarSourceConnection",
                    {"FullRepositoryId": "acme/web", "BranchName": "main"},
                ),
            ),
        ),
        StageDefinition(
            "DeployTo-prod",
            (
                ActionDefinition("ApprovePromotionTo-prod", "Approval", "Manual"),
                ActionDefinition(
                    "CreateOrUpdate-api-prod",
                    "Deploy",
                    "CloudFormation",
                    {"StackName": "demo-prod-api"},
                    OTHER,
                    "eu-west-1",
                ),
            ),
        ),
    ),
)
DESCRIPTION = Description(
    PIPELINE,
    DEFINITION,
    (StackResource("BuildProject", "p-1", "AWS::CodeBuild::Project", "CREATE_COMPLETE"),),
)
DRIFT = Drift(
    application="demo",
    name="release",
    pipeline=PIPELINE.real_name,
    live=LiveDrift((ContextChange("stages.DeployTo-test.transition", "open", "closed"),)),
    manifest=ManifestDrift("copilot/pipelines/release/manifest.yml", "pipeline-demo-release", None),
    context=ContextDrift(
        "copilot/context.yml",
        (ContextChange("workloads.api", "Worker Service", "Backend Service"),),
        ("late",),
    ),
)


def watching_files() -> Iterator[tuple[Path, str]]:
    """Yield each view with the text that it must have."""
    yield FOLDER / "status.txt", status_text(STATUS, NOW)
    yield FOLDER / "status-coloured.txt", status_text(STATUS, NOW, COLOURED)
    yield FOLDER / "status-never.txt", status_text(Status(PIPELINE, (), None), NOW)
    yield FOLDER / "status.json", status_json(STATUS, FAILURES)
    yield FOLDER / "failures.txt", failures_text(FAILURES)
    yield FOLDER / "changes.txt", "".join(f"{line}\n" for line in status_changes(None, STATUS))
    yield FOLDER / "show.txt", show_text(DESCRIPTION)
    yield FOLDER / "show.json", show_json(DESCRIPTION)
    yield FOLDER / "drift.txt", drift_text(DRIFT)
    yield FOLDER / "drift.json", drift_json(DRIFT)
    for kind in Kind:
        source = Source(Provider.GITHUB, "https://github.com/acme/web", "main")
        plan = Plan("release", "demo", kind, source, ("test", "prod"))
        yield FOLDER / f"init-{kind}-manifest.yml", manifest_text(plan)
        yield FOLDER / f"init-{kind}-buildspec.yml", buildspec_text(plan.name, plan.manifest, [kind])
