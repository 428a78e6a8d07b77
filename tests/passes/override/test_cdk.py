"""A CDK app is run as Copilot runs it; one-line scripts stand for npm, yarn and cdk."""

import json
import os
import shutil
from pathlib import Path

import pytest

from pilothouse.diagnostics import codes
from pilothouse.ir.override import RUN_ALL_CODE, RUN_NO_CODE, CodePolicy, Override, Toolkit
from pilothouse.passes.override import Overridable, Overridden, override
from pilothouse.passes.override.cdk import cleaned, package_manager
from pilothouse.passes.override.program import ProgramError
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from tests.passes.override.build import MANIFEST, document, small_stack

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts need a POSIX shell")


def script(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with programs, except for the shell's own."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("cat", "sh"):
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def app(tmp_path: Path) -> Path:
    folder = tmp_path / "a" / "b" / "c" / "d" / "overrides"
    folder.mkdir(parents=True)
    return folder


def overridden(app: Path, policy: CodePolicy = RUN_ALL_CODE) -> Overridden:
    by = Override(Toolkit.CDK, SourceFile("overrides/cdk.json", "{}"), app)
    subject = Overridable(small_stack(), "shop", document("name: release", MANIFEST).spans)
    return override(subject, by, policy, parse)


def failure(app: Path) -> tuple[str, str]:
    found = overridden(app)
    assert found.stack is None
    (one,) = found.findings
    assert (one.code, one.place.path) == (codes.OVERRIDE_FAILED, "overrides/cdk.json")
    return one.message, one.help


class TestRun:
    def test_the_template_goes_through_in_yml_and_the_app_knows_the_application(
        self, app: Path, programs: Path
    ) -> None:
        cdk = "node_modules/.bin/cdk"
        script(programs / "npm", '[ "$*" = install ] && echo noise')
        script(
            app / cdk,
            '[ "$*" = "synth --no-version-reporting" ] || exit 9',
            'echo "Description: $COPILOT_APPLICATION_NAME."',
            'echo "Resources: $(cat .build/in.yml)"',
            "echo 'a hint' >&2",
        )
        found = overridden(app)
        assert found.stack is not None, found.findings
        assert found.stack.template == {
            "Description": "shop using AWS Copilot and CDK.",
            "Resources": small_stack().template,
        }
        assert found.stack.origin(("Resources", "Resources")).path == "overrides/cdk.json"

    def test_a_failed_install_shows_its_last_lines(self, app: Path, programs: Path) -> None:
        script(programs / "npm", "echo 'npm error 404' >&2; exit 1")
        assert failure(app) == ("`npm install` failed with exit code 1", "npm error 404")

    def test_an_app_without_cdk_gets_a_hint(self, app: Path, programs: Path) -> None:
        script(programs / "npm")
        message, help = failure(app)
        assert message == "the app's packages do not include `cdk`"
        assert "aws-cdk" in help

    def test_a_failed_synth_shows_its_last_lines(self, app: Path, programs: Path) -> None:
        script(programs / "npm")
        script(app / "node_modules/.bin/cdk", "echo 'Error: not implemented' >&2; exit 1")
        assert failure(app) == ("`cdk synth` failed with exit code 1", "Error: not implemented")

    @pytest.mark.parametrize("printed", ["", "Successfully synthesized", "a: [", "Outputs: {}"])
    def test_output_that_is_not_a_template_is_reported(self, app: Path, programs: Path, printed: str) -> None:
        script(programs / "npm")
        script(app / "node_modules/.bin/cdk", f"echo '{printed}'")
        message, help = failure(app)
        assert message == "`cdk synth` printed no template"
        assert help.startswith("the app must make one stack with a resource in it")
        assert printed in help

    def test_a_synth_that_hangs_is_killed(
        self, app: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pilothouse.passes.override.cdk.SYNTH_LIMIT", 0.5)
        script(programs / "npm")
        script(app / "node_modules/.bin/cdk", "while :; do :; done")
        assert failure(app)[0] == "`cdk synth` was stopped: it ran for more than 0.5 seconds"

    def test_it_does_not_run_where_no_template_is_needed(self, app: Path, programs: Path) -> None:
        script(programs / "npm", "exit 1")
        found = overridden(app, RUN_NO_CODE)
        assert found.stack == small_stack()
        assert [one.code for one in found.findings] == [codes.OVERRIDE_NOT_RUN]


class TestPackageManager:
    """As Copilot chooses: the installed one, or the one of the nearest lock file, or npm."""

    def test_none_is_an_error(self, app: Path, programs: Path) -> None:
        assert not (programs / "npm").exists()
        with pytest.raises(ProgramError, match="neither npm nor yarn"):
            package_manager(app)

    def test_the_only_one_is_taken_whatever_the_lock_file(self, app: Path, programs: Path) -> None:
        script(programs / "npm")
        (app / "yarn.lock").touch()
        assert package_manager(app) == str(programs / "npm")

    @pytest.mark.parametrize(
        ("lock_files", "expected"),
        [
            ((), "npm"),
            (("yarn.lock",), "yarn"),
            (("yarn.lock", "package-lock.json"), "npm"),
            (("yarn.lock", "../package-lock.json"), "yarn"),
            (("../../../../yarn.lock",), "yarn"),
            (("../../../../../yarn.lock",), "npm"),
        ],
    )
    def test_the_nearest_lock_file_decides(
        self, app: Path, programs: Path, lock_files: tuple[str, ...], expected: str
    ) -> None:
        script(programs / "npm")
        script(programs / "yarn")
        for lock_file in lock_files:
            (app / lock_file).touch()
        assert package_manager(app) == str(programs / expected)


class TestCleaned:
    def test_what_cdk_added_for_itself_is_removed(self) -> None:
        template: dict[str, object] = {
            "Resources": {"A": {}},
            "Parameters": {"BootstrapVersion": {}, "Mine": {}},
            "Rules": {"CheckBootstrapVersion": {}},
        }
        assert cleaned(template) == {
            "Description": " using AWS Copilot and CDK.",
            "Parameters": {"Mine": {}},
            "Resources": {"A": {}},
        }

    def test_no_empty_parameters_are_left(self) -> None:
        found = cleaned({"Description": "Mine.", "Parameters": {"BootstrapVersion": {}}, "Resources": {}})
        assert found == {"Description": "Mine using AWS Copilot and CDK."}

    def test_sections_are_in_copilots_order(self) -> None:
        template: dict[str, object] = {
            "Outputs": {"O": {}},
            "Resources": {"A": {}},
            "AWSTemplateFormatVersion": "2010-09-09",
        }
        assert json.dumps(list(cleaned(template))) == json.dumps(
            ["AWSTemplateFormatVersion", "Description", "Resources", "Outputs"]
        )
