"""What is run, on what, and what it should come to."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from moto.cloudformation.models import cloudformation_backends

from tests.cli.workspaces import Run, run
from tests.emulator import ACCOUNT, REGION, Application, Emulator

MANIFEST = """\
name: {name}
version: 1
source:
  provider: GitHub
  properties: {{repository: https://github.com/owner/{name}, connection_name: faults-quay}}
stages: [{{name: test}}]
"""
CHANGED = MANIFEST.replace("{{name: test}}", "{{name: test, requires_approval: true}}")
OWN_CONNECTION = MANIFEST.replace(", connection_name: faults-quay", "")

State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One trial's own pipeline, in an application and an account that all share."""

    application: Application
    emulator: Emulator
    name: str

    @property
    def stack(self) -> str:
        """The name of the pipeline's stack."""
        return f"pipeline-{self.application.world.application}-{self.name}"

    @property
    def context(self) -> Path:
        """The context file."""
        return self.application.workspace / "copilot" / "context.yml"

    def write(self, manifest: str) -> None:
        """Write the pipeline's manifest."""
        folder = self.application.workspace / "copilot" / "pipelines" / self.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "manifest.yml").write_text(manifest.format(name=self.name))

    def deploy(self, *options: str) -> None:
        """Deploy without a fault."""
        succeed(run("deploy", self.name, "--yes", "--no-validate", *options))

    def state(self) -> State:
        """What is there, with the pipeline's name written as NAME."""
        cloudformation = self.emulator.client("cloudformation", REGION)
        try:
            stacks = cloudformation.describe_stacks(StackName=self.stack)["Stacks"]
        except cloudformation.exceptions.ClientError:
            stacks = []
        pipelines = [
            one["name"]
            for one in self.emulator.client("codepipeline", REGION).list_pipelines()["pipelines"]
            if one["name"].startswith(f"{self.stack}-")
        ]
        change_sets = [
            summary["ExecutionStatus"]
            for one in stacks
            for summary in cloudformation.list_change_sets(StackName=one["StackName"])["Summaries"]
        ]
        state = {
            "stacks": [(one["StackStatus"].split("_")[-1], sorted(_tags(one).items())) for one in stacks],
            "templates": [
                cloudformation.get_template(StackName=one["StackName"])["TemplateBody"] for one in stacks
            ],
            "change sets": change_sets,
            "stages": [self._stages(pipeline) for pipeline in pipelines],
            "context": self.context.read_text() if self.context.exists() else "",
        }
        return {key: str(value).replace(self.name, "NAME") for key, value in state.items()}

    def _stages(self, pipeline: str) -> list[tuple[str, str]]:
        found = self.emulator.client("codepipeline", REGION).get_pipeline_state(name=pipeline)
        return [
            (stage["stageName"], stage.get("latestExecution", {}).get("status", ""))
            for stage in found["stageStates"]
        ]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command, and what it finds."""

    name: str
    prepare: Callable[[Place], None]
    arguments: Callable[[Place], tuple[str, ...]]


def _deployment(place: Place) -> tuple[str, ...]:
    return ("deploy", place.name, "--yes", "--no-validate")


def _pull(place: Place) -> None:
    place.context.unlink(missing_ok=True)


def _create(place: Place) -> None:
    place.write(MANIFEST)


def _update(place: Place) -> None:
    place.write(MANIFEST)
    place.deploy()
    place.write(CHANGED)


def _finish(place: Place) -> None:
    place.write(OWN_CONNECTION)
    place.deploy("--connection-timeout", "0")
    for connection in place.emulator.connections.all(REGION):
        connection.status = "AVAILABLE"


def _mend(place: Place) -> None:
    place.write(MANIFEST)
    place.deploy()
    stacks = cloudformation_backends[ACCOUNT][REGION].stacks.values()
    next(stack for stack in stacks if stack.name == place.stack).status = "ROLLBACK_COMPLETE"


def _delete(place: Place) -> None:
    place.write(MANIFEST)
    place.deploy()


SCENARIOS = (
    Scenario("pull", _pull, lambda _: ("context", "pull")),
    Scenario("create", _create, _deployment),
    Scenario("create-live", _create, lambda place: (*_deployment(place), "--live")),
    Scenario("update", _update, _deployment),
    Scenario("finish-handshake", _finish, _deployment),
    Scenario("mend", _mend, _deployment),
    Scenario("delete", _delete, lambda place: ("delete", place.name, "--yes")),
)


def succeed(done: Run) -> None:
    """Fail the test with what a run said unless it went well."""
    assert done.exit_code == 0, done.stderr


def _tags(stack: dict[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in stack["Tags"]}
