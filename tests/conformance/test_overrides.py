"""Overrides by patches and by a CDK app give the real client's templates, or are refused as it does."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from pilothouse.cli.report import Report
from pilothouse.cli.selection import select
from pilothouse.diagnostics import codes
from pilothouse.driver import Compilation, compile_manifest, load_checker, validate
from pilothouse.ir.override import RUN_ALL_CODE
from pilothouse.scaffold.override_cdk import cdk_files
from pilothouse.yaml_text.template import template_yaml
from tests.conformance.compare import compare
from tests.conformance.manifest import Manifest
from tests.conformance.normalize import normalize
from tests.conformance.theirs import Copilot
from tests.conformance.verdict import Refusal, Stack, Verdict
from tests.emulator import Application, CopilotClient, Emulator, Environment, Workload, World, build

pytestmark = pytest.mark.starts_early

WORLD = World(
    "ovr-app", environments=(Environment("test"), Environment("prod")), workloads=(Workload("api"),)
)
MANIFEST = Manifest("""\
name: release
version: 1
source: {provider: GitHub, properties: {repository: https://github.com/owner/repo}}
build:
  additional_policy:
    PolicyDocument:
      Version: 2012-10-17
      Statement:
        - {Effect: Allow, Action: s3:*, Resource: !Sub 'arn:${AWS::Partition}:s3:::x'}
        - {Effect: Allow, Action: s3:*, Resource: {'Fn::Sub': 'arn:${AWS::Partition}:s3:::x'}}
stages: [{name: test, test_commands: [make test]}, {name: prod, requires_approval: true}]
""")
PACKAGES = Path(__file__).parents[2] / "fixtures" / "overrides"

BUILD = "/Resources/BuildProject/Properties"
STAGES = "/Resources/Pipeline/Properties/Stages"
POLICY = "/Resources/BuildProjectAdditionalPolicy/Properties/PolicyDocument/Statement"
APPLIED = {
    "an empty file": "",
    "comments": "# none\n",
    "null": "~",
    "an empty list": "[]",
    "an empty item": "- ",
    "add a key": f"- {{op: add, path: {BUILD}/QueuedTimeoutInMinutes, value: 5}}",
    "add over a key": f"- {{op: add, path: {BUILD}/TimeoutInMinutes, value: 5}}",
    "add a null": f"- op: add\n  path: {BUILD}/Tags\n  value:",
    "add -, a key": f"- {{op: add, path: {BUILD}/-, value: 5}}",
    "add at an index": f"- {{op: add, path: {STAGES}/1, value: {{Name: New}}}}",
    "add after the last": f"- {{op: add, path: {STAGES}/4, value: {{Name: New}}}}",
    "add at the end": f"- {{op: add, path: {STAGES}/-, value: {{Name: New}}}}",
    "an empty key": "- {op: add, path: /, value: 5}",
    "signed index": f"- {{op: replace, path: {STAGES}/+1/Name, value: New}}",
    "padded index": f"- {{op: replace, path: {STAGES}/01/Name, value: New}}",
    "remove a resource": "- {op: remove, path: /Resources/SourceConnection}",
    "remove an item, then change the next": (
        f"- {{op: remove, path: {STAGES}/1}}\n- {{op: replace, path: {STAGES}/1/Name, value: New}}"
    ),
    "replace a function": f"- {{op: replace, path: {BUILD}/Name, value: mine}}",
    "replace the description": "- {op: replace, path: /Description, value: Mine.}",
    "remove the description": "- {op: remove, path: /Description}",
    "escapes": (
        f"- {{op: add, path: {BUILD}/Tags, value: {{a/b: 1, c~d: 2, '~1': 3}}}}\n"
        f"- {{op: replace, path: {BUILD}/Tags/a~1b, value: 4}}\n"
        f"- {{op: replace, path: {BUILD}/Tags/c~0d, value: 5}}\n"
        f"- {{op: replace, path: {BUILD}/Tags/~01, value: 6}}\n"
        f"- {{op: add, path: {BUILD}/Tags/~2, value: 7}}"
    ),
    "functions in values": (
        f"- op: add\n  path: {BUILD}/Tags\n"
        "  value: [!Sub 'x${AWS::Region}', !GetAtt A.B.C, !Join [a, [b, !Ref c]], {'Fn::If': [a, b, c]}]\n"
        f"- {{op: replace, path: {BUILD}/Tags/2/1/1, value: d}}\n"
        f"- {{op: replace, path: '{BUILD}/Tags/3/Fn::If/1', value: e}}"
    ),
    "inside a list that has a tag": (
        "- op: replace\n"
        "  path: /Resources/BuildProjectPolicy/Properties/PolicyDocument/Statement/1/Resource/0/1/0\n"
        "  value: 'arn:aws-cn:s3:::'"
    ),
    "scalars": (
        f"- op: add\n  path: {BUILD}/Tags\n"
        "  value: [yes, 'yes', Off, yEs, 0123, 1_000, 2012-10-17, 1.0, ~, 0x10, '5', !!str 5, 1e3, y]\n"
        f"- op: add\n  path: {BUILD}/Time\n  value:\n    At: 12:30"
    ),
    "an alias": f"- {{op: add, path: {BUILD}/Tags, value: {{a: &x [1], b: *x}}}}",
    "an alias of another patch": (
        f"- op: add\n  path: {BUILD}/Tags\n  value: &x [1]\n- op: add\n  path: {BUILD}/Other\n  value: *x"
    ),
    "unknown keys": f"- {{op: add, comment: why, path: {BUILD}/Tags, value: 1}}",
    "into the manifest's own long function": (
        f"- {{op: replace, path: '{POLICY}/1/Resource/Fn::Sub', value: other}}"
    ),
}
REFUSED = {
    "a mapping": "op: add",
    "another operation": "- {op: move, path: /Resources/A, from: /Resources/B}",
    "an operation in capitals": f"- {{op: Add, path: {BUILD}/Tags, value: 1}}",
    "no operation": f"- {{path: {BUILD}/Tags, value: 1}}",
    "no value to add": f"- {{op: add, path: {BUILD}/Tags}}",
    "no value to replace by": f"- {{op: replace, path: {BUILD}/Name}}",
    "no leading slash": f"- {{op: replace, path: {BUILD[1:]}/Name, value: 1}}",
    "replace what is missing": f"- {{op: replace, path: {BUILD}/Tags, value: 1}}",
    "remove what is missing": f"- {{op: remove, path: {BUILD}/Tags}}",
    "add below what is missing": f"- {{op: add, path: {BUILD}/Tags/-, value: 1}}",
    "an index too high": f"- {{op: replace, path: {STAGES}/4, value: 1}}",
    "an index too high to add": f"- {{op: add, path: {STAGES}/5, value: 1}}",
    "a negative index": f"- {{op: replace, path: {STAGES}/-1, value: 1}}",
    "no index": f"- {{op: replace, path: {STAGES}/Build, value: 1}}",
    "- within a path": f"- {{op: replace, path: {STAGES}/-/Name, value: 1}}",
    "remove -": f"- {{op: remove, path: {STAGES}/-}}",
    "through a scalar": "- {op: add, path: /Description/0, value: 1}",
    "into a short function": f"- {{op: replace, path: '{BUILD}/Name/Fn::Sub', value: 1}}",
    "into an attribute": f"- {{op: replace, path: {BUILD}/ServiceRole/0, value: 1}}",
    "into the manifest's own short function": (
        f"- {{op: replace, path: '{POLICY}/0/Resource/Fn::Sub', value: other}}"
    ),
    "a key given twice": f"- {{op: remove, op: add, path: {BUILD}/Tags, value: 1}}",
}
REFUSED_BY_US_ALONE = {
    "no path": "- {op: replace, value: {Resources: {}}}",
    "the whole template": "- {op: replace, path: '', value: {Resources: {}}}",
    "another first part": f"- {{op: replace, path: other{BUILD}/TimeoutInMinutes, value: 5}}",
    "a second document": f"- {{op: remove, path: {BUILD}/Name}}\n---\n- {{op: remove, path: /Resources}}",
    "a key given twice in a value": f"- {{op: add, path: {BUILD}/Tags, value: {{a: 1, a: 2}}}}",
    "an unknown tag": f"- {{op: add, path: {BUILD}/Tags, value: !Foo x}}",
}
"""The client silently drops the second document and a path's first part, and passes the rest on."""


@pytest.fixture(scope="module")
def application(
    emulator: Emulator, copilot: CopilotClient, tmp_path_factory: pytest.TempPathFactory
) -> Application:
    made = build(WORLD, emulator, copilot, tmp_path_factory.mktemp("overrides") / "workspace")
    (made.workspace / "copilot" / "context.yml").write_text(yaml.safe_dump(made.context(), sort_keys=False))
    return made


@pytest.fixture(scope="module")
def client(application: Application, emulator: Emulator, copilot: CopilotClient) -> Copilot:
    return Copilot(application, copilot, emulator)


@contextmanager
def overrides(application: Application, files: dict[str, str]) -> Iterator[Path]:
    """Put the files of an override there for the length of a `with` block."""
    folder = (application.workspace / MANIFEST.path).parent / "overrides"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def compiled(application: Application, manifest: Manifest = MANIFEST) -> Compilation:
    """Write the manifest into the workspace, and compile it as `pilothouse compile` does."""
    path = application.workspace / manifest.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(manifest.text)
    (request,) = select([str(path)], None, Report(), code=lambda _: RUN_ALL_CODE)
    return compile_manifest(request)


def assert_equal(ours: Compilation, theirs: Verdict) -> None:
    assert isinstance(theirs, Stack), theirs
    assert ours.stack is not None, ours.diagnostics
    assert list(compare(normalize(template_yaml(ours.stack.template)), normalize(theirs.template))) == []


def with_patches(application: Application, client: Copilot, text: str) -> tuple[Compilation, Verdict]:
    with overrides(application, {"cfn.patches.yml": text}):
        return compiled(application), client.ask(MANIFEST)


@pytest.mark.parametrize("text", APPLIED.values(), ids=APPLIED)
def test_patches_give_the_same_template(application: Application, client: Copilot, text: str) -> None:
    assert_equal(*with_patches(application, client, text))


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_the_client_refuses_is_refused(application: Application, client: Copilot, text: str) -> None:
    ours, theirs = with_patches(application, client, text)
    assert isinstance(theirs, Refusal)
    assert "override template" in theirs.message
    assert ours.stack is None
    assert ours.has_errors


@pytest.mark.parametrize("text", REFUSED_BY_US_ALONE.values(), ids=REFUSED_BY_US_ALONE)
def test_what_can_only_be_meant_otherwise_is_refused(
    application: Application, client: Copilot, text: str
) -> None:
    ours, theirs = with_patches(application, client, text)
    assert isinstance(theirs, Stack)
    assert ours.stack is None


def test_the_manifests_name_leads_to_the_folder(application: Application, client: Copilot) -> None:
    """The client doesn't read the folder next to a manifest of another name, nor do we."""
    other = Manifest(MANIFEST.text.replace("name: release", "name: other"), MANIFEST.path)
    with overrides(application, {"cfn.patches.yml": "- {op: remove, path: /Resources/Pipeline}"}):
        ours = compiled(application, other)
        assert_equal(ours, client.ask(other))
    assert codes.MISPLACED_OVERRIDE in {one.code for one in ours.diagnostics}


def test_an_empty_folder_is_refused(application: Application, client: Copilot) -> None:
    with overrides(application, {"README.md": "later"}):
        ours, theirs = compiled(application), client.ask(MANIFEST)
    assert isinstance(theirs, Refusal)
    assert ours.stack is None


def test_patches_go_before_a_cdk_app(application: Application, client: Copilot) -> None:
    patches = f"- {{op: add, path: {BUILD}/TimeoutInMinutes, value: 5}}"
    with overrides(application, {"cfn.patches.yml": patches, "cdk.json": "{}"}):
        assert_equal(compiled(application), client.ask(MANIFEST))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the packages of the CDK wait between tests: they are installed once."""
    return tmp_path_factory.mktemp("store") / "node_modules"


@pytest.fixture
def app(application: Application, store: Path) -> Iterator[Path]:
    """The scaffolded app, with the packages of the lock file."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} isn't installed: the CDK runs on Node.js")
    plain = compiled(application).stack
    assert plain is not None
    packages = {name: (PACKAGES / name).read_text() for name in (".npmrc", "package-lock.json")}
    with overrides(application, {**cdk_files(plain, "release"), **packages}) as folder:
        if store.is_dir():
            store.rename(folder / "node_modules")
        yield folder
        (folder / "node_modules").rename(store)


class TestCdk:
    """With the app that `pilothouse override` scaffolds, and the real CDK."""

    CHANGES = """
    new cdk.aws_sns.Topic(this, 'Failures', { displayName: this.appName });
    new cdk.CfnParameter(this, 'Colour', { default: 'blue' });
    this.template.getResource('BuildProject').addPropertyOverride('TimeoutInMinutes', 90);
    this.template.getResource('Pipeline').addPropertyDeletionOverride('Stages.1');
"""

    def test_the_scaffolded_app_runs_and_validates_clean(self, application: Application, app: Path) -> None:
        assert (app / "cdk.json").is_file()
        done = validate(compiled(application), load_checker())
        assert [one.message for one in done.diagnostics if one.code is not codes.MISSING_BUILDSPEC] == []
        assert done.stack is not None
        template = done.stack.template
        assert template["Description"] == f"CodePipeline for {WORLD.application} using AWS Copilot and CDK."
        assert list(template) == [
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Resources",
            "Outputs",
        ]

    def test_its_changes_are_the_clients(self, application: Application, client: Copilot, app: Path) -> None:
        stack = app / "stack.js"
        stack.write_text(stack.read_text().replace("    this.transformBuildProject();\n", self.CHANGES))
        ours = compiled(application)
        assert_equal(ours, client.ask(MANIFEST))
        assert ours.stack is not None
        assert ours.stack.template["Parameters"] == {"Colour": {"Type": "String", "Default": "blue"}}
        assert ours.stack.template["Resources"]["BuildProject"]["Properties"]["TimeoutInMinutes"] == 90

    def test_its_failure_is_shown_in_its_own_words(self, application: Application, app: Path) -> None:
        (app / "bin" / "override.js").write_text("throw new Error('no wind');\n")
        ours = compiled(application)
        (finding,) = (one for one in ours.diagnostics if one.code is codes.OVERRIDE_FAILED)
        assert finding.message == "`cdk synth` failed with exit code 1"
        assert "Error: no wind" in finding.help
