"""The scripts in buildspecs: their syntax, in the shell that runs them."""

import shutil
import subprocess

import pytest
from ruamel.yaml import YAML

from pilothouse.build_commands import (
    as_item,
    earlier_packaging,
    install,
    package_environments,
    package_workloads,
    replace_runtimes,
)


@pytest.mark.skipif(shutil.which("dash") is None, reason="not installed: dash")
@pytest.mark.parametrize("script", [install(), install("copilot-linux"), replace_runtimes()])
def test_commands_for_existing_buildspecs_run_in_any_shell(script: str) -> None:
    subprocess.run(["dash", "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize("package", [package_workloads, package_environments])
def test_a_manifest_s_path_is_text_to_the_shell(package: object) -> None:
    assert callable(package)
    script = package("copilot/pipelines/$(touch evil)/manifest.yml")
    assert "'copilot/pipelines/$(touch evil)/manifest.yml'" in script
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_an_item_is_the_script_to_the_byte() -> None:
    assert YAML(typ="safe").load(as_item(replace_runtimes())) == [replace_runtimes()]


def test_todays_script_is_not_mistaken_for_an_earlier_one() -> None:
    assert earlier_packaging(package_workloads("manifest.yml")) is None
