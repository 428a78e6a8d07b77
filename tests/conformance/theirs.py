"""The real client's verdict on a manifest."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.conformance.manifest import Manifest, Wish
from tests.conformance.verdict import Crash, Refusal, Stack, Verdict
from tests.emulator import Application, Call, ClientRun, CopilotClient, Emulator, Reply

ENOUGH = b"""\
<ErrorResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
<Error><Type>Sender</Type><Code>ValidationError</Code><Message>enough</Message></Error>
</ErrorResponse>"""


class Copilot:
    """Asks the client about one manifest after the other, in one application.

    The client is stopped where it would create its change set: the template is uploaded by then, its stack's
    name and tags are in the call, and the application stays as it was.
    """

    def __init__(self, application: Application, client: CopilotClient, emulator: Emulator) -> None:
        self._application = application
        self._client = client
        self._emulator = emulator

    def ask(self, manifest: Manifest) -> Verdict:
        """Have the client deploy the manifest's pipeline, as far as its change set."""
        change_sets: list[Call] = []
        with self._stopped_at(change_sets):
            run = self._run("pipeline", "deploy", "--yes", "--allow-downgrade", "--name", manifest.name)
        if not change_sets:
            return _refusal(run)
        form = change_sets[0].form()
        return Stack(form["StackName"], _tags(form), self._uploaded(form["StackName"]))

    def init(self, wish: Wish) -> None:
        """Have the client write the files of a new pipeline into the workspace."""
        flags = {
            "--name": wish.name,
            "--pipeline-type": wish.kind.title(),
            "--url": wish.repository,
            "--git-branch": wish.branch,
            "--environments": ",".join(wish.environments),
        }
        run = self._run("pipeline", "init", *(word for flag in flags.items() for word in flag))
        assert run.exit_code == 0, run.stderr

    def _run(self, *arguments: str) -> ClientRun:
        return self._client.run(
            *arguments, folder=self._application.workspace, region=self._application.world.region
        )

    @contextmanager
    def _stopped_at(self, change_sets: list[Call]) -> Iterator[None]:
        def stop(call: Call) -> Reply | None:
            if call.operation != "CreateChangeSet" or not self._is_ours(call):
                return None
            change_sets.append(call)
            return Reply(400, ENOUGH, "text/xml")

        with self._emulator.intercept(stop):
            yield

    def _is_ours(self, call: Call) -> bool:
        """Whether a change set is our application's: clients of others may run at the same time."""
        return _tags(call.form()).get("copilot-application") == self._application.world.application

    def _uploaded(self, stack: str) -> str:
        s3 = self._emulator.client("s3", self._application.world.region)
        found = s3.get_object(Bucket=self._application.pipeline_bucket, Key=f"{stack}.pipeline.stack.yml")
        template: bytes = found["Body"].read()
        return template.decode()


def _refusal(run: ClientRun) -> Refusal | Crash:
    if run.exit_code == 0:
        raise AssertionError(f"the client neither made a change set nor refused: {run}")
    if "goroutine " in run.stderr:
        return Crash(run.stderr)
    return Refusal(run.stderr.strip())


def _tags(form: dict[str, str]) -> dict[str, str]:
    keys = [name for name in form if name.startswith("Tags.member.") and name.endswith(".Key")]
    return {form[key]: form[key.removesuffix("Key") + "Value"] for key in keys}
