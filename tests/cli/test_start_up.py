"""A command imports what it needs and no more: imports are most of what a short run costs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMPILER = {"ruamel.yaml", "troposphere"}
ONLY_FOR_FINDINGS = {"difflib", "jsonschema", "pilothouse.render.diagnostics_text"}
ONLY_TO_WRITE_FILES = {"tempfile"}
ONLY_TO_ASK_CFN_LINT = {"cfnlint", "multiprocessing", "tempfile"}
NEVER_USED = {"cfn_flip", "yaml"}
"""Of troposphere, for its `to_yaml`."""
NEVER_NEEDED = {"asyncio", "boto3", "botocore", "cfnlint", "importlib.metadata", "lark", "pygls", "rich"}
"""`lark` comes with a checker of formats that jsonschema loads if it is installed."""

FILES = {
    "copilot/.workspace": "application: demo\n",
    "copilot/api/manifest.yml": "name: api\ntype: Backend Service\n",
    "copilot/context.yml": """\
version: 1
application: {name: demo, account: "123456789012", region: us-west-2}
environments:
  test:
    account: "123456789012"
    region: us-west-2
    manager_role_arn: arn:aws:iam::123456789012:role/demo-test-EnvManagerRole
    execution_role_arn: arn:aws:iam::123456789012:role/demo-test-CFNExecutionRole
workloads: {api: Backend Service}
artifact_buckets:
  - {region: us-west-2, bucket: artifacts, kms_key_arn: "arn:aws:kms:us-west-2:123456789012:key/one"}
""",
    "copilot/pipelines/web/buildspec.yml": """\
version: 0.2
phases: {build: {commands: [make]}}
artifacts: {files: ["infrastructure/*"]}
""",
    "copilot/pipelines/web/manifest.yml": """\
name: web
version: 1
source:
  provider: GitHub
  properties:
    repository: https://github.com/acme/web
stages:
  - name: test
""",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def modules_of(folder: Path, *arguments: str, exit_code: int = 0) -> set[str]:
    """Run the command line in a separate process, and return the names of all modules that it loaded."""
    command = [sys.executable, "-X", "importtime", "-m", "pilothouse", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "compiler")}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == exit_code, result.stderr
    return {
        line.rpartition("|")[2].strip()
        for line in result.stderr.splitlines()
        if line.startswith("import time:")
    }


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("schema",), ("explain",)], ids=" ".join)
def test_what_compiles_nothing_loads_no_compiler(arguments: tuple[str, ...], tmp_path: Path) -> None:
    loaded = modules_of(tmp_path, *arguments)
    assert "click" in loaded
    assert not loaded & (COMPILER | NEVER_NEEDED)


def test_compiling_without_validation_loads_neither_cfn_lint_nor_anything_of_aws(workspace: Path) -> None:
    loaded = modules_of(workspace, "compile", "--no-validate")
    assert loaded >= COMPILER
    assert not loaded & (NEVER_NEEDED | ONLY_FOR_FINDINGS | ONLY_TO_WRITE_FILES | NEVER_USED)


def test_a_manifest_with_a_defect_loads_what_says_it_and_nothing_that_emits(workspace: Path) -> None:
    manifest = workspace / "copilot/pipelines/web/manifest.yml"
    manifest.write_text(manifest.read_text() + "    test_comands: []\n")
    loaded = modules_of(workspace, "compile", "--no-validate", exit_code=1)
    assert loaded >= ONLY_FOR_FINDINGS
    assert not loaded & (NEVER_NEEDED | {"troposphere"})


def test_linting_loads_cfn_lint_and_nothing_of_aws(workspace: Path) -> None:
    loaded = modules_of(workspace, "lint")
    assert "cfnlint" in loaded
    assert not loaded & {"boto3", "botocore", "rich"}


def test_linting_the_same_again_does_not_load_cfn_lint(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.delenv("PILOTHOUSE_NO_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    assert "cfnlint" in modules_of(workspace, "lint")
    assert not modules_of(workspace, "lint") & (NEVER_NEEDED | NEVER_USED | ONLY_TO_ASK_CFN_LINT)
    assert "cfnlint" in modules_of(workspace, "lint", "--no-cache")


def test_comparing_loads_neither_cfn_lint_nor_anything_of_aws(workspace: Path) -> None:
    modules_of(workspace, "compile", "--no-validate", "-o", "old.yml")
    loaded = modules_of(workspace, "diff", "--template", "old.yml")
    assert loaded >= COMPILER
    assert not loaded & (NEVER_NEEDED | NEVER_USED | {"jsonschema", "tempfile"})
