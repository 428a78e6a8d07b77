"""The GitHub Action: of the form that GitHub takes, pinned, and its script does what its inputs say."""

from __future__ import annotations

import os
import re
import shutil
import site
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from tests.cli.workspaces import MANIFEST, MANIFEST_PATH, write_workspace

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.skipif(not shutil.which("bash"), reason="needs bash"),
    pytest.mark.starts_early,
]
WITHOUT_VERSION = MANIFEST.replace("version: 1\n", "")


def action() -> Any:
    document = parse(SourceFile("action.yml", (ROOT / "action.yml").read_text())).value
    assert document
    return document.data


def step(name: str) -> Any:
    return next(step for step in action()["runs"]["steps"] if step.get("name", "").startswith(name))


def test_it_has_the_form_that_github_takes() -> None:
    check = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-actions",
        "action.yml",
    ]
    result = subprocess.run(check, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_other_actions_are_pinned_by_commit() -> None:
    used = [step["uses"] for step in action()["runs"]["steps"] if "uses" in step]
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+(/[\w-]+)?@[0-9a-f]{40}", name) for name in used)


def test_an_action_is_pinned_by_one_commit_wherever_it_is_used() -> None:
    paths = [ROOT / "action.yml", *sorted((ROOT / ".github" / "workflows").glob("*.yml"))]
    used = re.findall(r"uses: ([\w-]+/[\w-]+)\S*@(\S+ # v\S+)", "".join(path.read_text() for path in paths))
    assert len({name for name, _ in used}) == len(set(used))


def test_inputs_reach_scripts_only_as_variables() -> None:
    assert not [step["run"] for step in action()["runs"]["steps"] if "${{" in step.get("run", "")]


def test_every_input_is_described_and_used() -> None:
    text = (ROOT / "action.yml").read_text()
    for name, about in action()["inputs"].items():
        assert about["description"]
        assert re.search(rf"(\$\{{\{{ |if: .*)inputs\.{name}\b", text)


def run_step(name: str, folder: Path, path: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script as the runner does; `path` goes before the folders where programs are found."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"]],
        cwd=folder,
        env={**os.environ, **variables, "PATH": f"{path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder with a `python` whose environments find pip and what is pinned here: nothing is downloaded."""
    lent = tmp_path_factory.mktemp("lent")
    for entry in Path(site.getsitepackages()[0]).iterdir():
        if "pilothouse" not in entry.name and entry.suffix != ".pth":
            (lent / entry.name).symlink_to(entry)
    program = tmp_path_factory.mktemp("bin") / "python"
    program.write_text(f"""\
#!/bin/sh
case "$*" in *"-m venv"*) set -- "$@" --without-pip ;; esac
"{sys.executable}" "$@" || exit
case "$*" in *"-m venv"*)
  for packages in "$4"/lib/python*/site-packages; do echo "{lent}" > "$packages/lent.pth"; done
esac
""")
    program.chmod(0o755)
    return str(program.parent)


def write_traps(folder: Path) -> None:
    """Write modules that Python would import, were the checkout in its path."""
    for name in ("click", "json", "ruamel", "sitecustomize", "usercustomize", "encodings", "hatchling"):
        (folder / f"{name}.py").write_text(TRAP)
    for name in ("pip", "pilothouse", "venv", "ensurepip", "hatchling"):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(TRAP)
        (folder / name / "__main__.py").write_text(TRAP)


TRAP = "open('TRAPPED', 'w')\nraise SystemExit(0)\n"


@pytest.fixture(scope="module")
def runner_temp(tmp_path_factory: pytest.TempPathFactory, python: str) -> str:
    """The runner's folder after the step that installs, which ran in a checkout full of traps."""
    folder, checkout = tmp_path_factory.mktemp("runner"), tmp_path_factory.mktemp("checkout")
    write_traps(checkout)
    variables = {"RUNNER_TEMP": str(folder), "GITHUB_ACTION_PATH": str(ROOT), "PIP_NO_INDEX": "1"}
    variables["PACKAGES"] = "requirements.txt"
    result = run_step("Install", checkout, python, **variables)
    assert result.returncode == 0, result.stderr
    assert not (checkout / "TRAPPED").exists()
    assert (folder / "pilothouse" / "bin" / "pilothouse").exists()
    return str(folder)


def test_a_version_that_is_not_the_pinned_one_is_not_installed(tmp_path: Path, python: str) -> None:
    """pip has no index here: what doesn't fit the pins can't be had."""
    other = tmp_path / "action"
    other.mkdir()
    pins = (ROOT / "requirements.txt").read_text()
    (other / "requirements.txt").write_text(re.sub(r"^click==\S+", "click==1.0", pins, flags=re.MULTILINE))
    variables = {"RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(other), "PIP_NO_INDEX": "1"}
    variables["PACKAGES"] = "requirements.txt"
    result = run_step("Install", tmp_path, python, **variables)
    assert result.returncode != 0
    assert "click==1.0" in result.stderr


@pytest.fixture
def recorder(tmp_path: Path) -> str:
    """A folder with a `python` whose environments only note what variables their programs get."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "python").write_text("""\
#!/bin/sh
for folder; do :; done
mkdir -p "$folder/bin"
echo 'env >> "$RUNNER_TEMP/variables"' | tee "$folder/bin/python" > "$folder/bin/pilothouse"
chmod +x "$folder/bin/python" "$folder/bin/pilothouse"
""")
    (folder / "python").chmod(0o755)
    return str(folder)


def test_what_is_kept_between_runs_is_what_pip_and_lint_write(tmp_path: Path, recorder: str) -> None:
    for name in ("Install", "Check"):
        variables = {
            "RUNNER_TEMP": str(tmp_path),
            "GITHUB_ACTION_PATH": str(ROOT),
            "OPTIONS": "",
            "FORMAT": "",
        }
        result = run_step(name, tmp_path, recorder, **variables, OUTPUT="", FAIL_ON="", PATHS="", PACKAGES="")
        assert result.returncode == 0, result.stderr
    written = dict(
        line.partition("=")[::2] for line in (tmp_path / "variables").read_text().splitlines() if "=" in line
    )
    for kept, variable in (("pip's downloads", "PIP_CACHE_DIR"), ("cfn-lint's results", "XDG_CACHE_HOME")):
        folder = written[variable].replace(str(tmp_path), "${{ runner.temp }}")
        assert step(f"Restore {kept}")["with"]["path"] == step(f"Keep {kept}")["with"]["path"] == folder
        assert step(f"Restore {kept}")["with"]["key"] == step(f"Keep {kept}")["with"]["key"]


def names(action: Path, options: str = "") -> dict[str, str]:
    """Run the step that names the caches; return its outputs."""
    output = action / "output"
    output.write_text("")
    variables = {"RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "PYTHON": "3.13.9", "MANIFESTS": "m"}
    variables |= {"GITHUB_ACTION_PATH": str(action), "GITHUB_OUTPUT": str(output), "OPTIONS": options}
    result = run_step("Choose", action, str(Path(sys.executable).parent), **variables)
    assert result.returncode == 0, result.stderr
    return dict(line.split("=") for line in output.read_text().splitlines())


def test_a_cache_is_named_after_its_packages_and_manifests(tmp_path: Path) -> None:
    pins = tmp_path / "requirements.txt"
    pins.write_text("click==1")
    before = names(tmp_path)
    pins.write_text("click==2")
    after = names(tmp_path)
    assert before["downloads"].startswith("pilothouse-downloads-Linux-X64-3.13.9-")
    assert before["manifests"] == "m"
    assert before["downloads"] != after["downloads"]
    assert before["results"] != after["results"]


@pytest.mark.parametrize("options", ["--no-validate", "--ignore PH204\n--no-validate\n"])
def test_without_validation_cfn_lint_is_not_installed(tmp_path: Path, options: str) -> None:
    for name in ("requirements.txt", "requirements-small.txt"):
        shutil.copy(ROOT / name, tmp_path)
    full, small = names(tmp_path, "--fail-on warning"), names(tmp_path, options)
    assert (full["packages"], small["packages"]) == ("requirements.txt", "requirements-small.txt")
    assert full["downloads"] != small["downloads"]
    assert not re.search(r"^cfn-lint==", (ROOT / small["packages"]).read_text(), re.MULTILINE)


def test_the_results_of_cfn_lint_are_written_where_they_are_kept(
    tmp_path: Path, runner_temp: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PILOTHOUSE_NO_CACHE")
    write_workspace(tmp_path)
    assert run_check(tmp_path, runner_temp).returncode == 0
    kept = list((Path(runner_temp) / "pilothouse-results").glob("**/cfn-lint/*"))
    assert len(kept) == 1
    kept[0].write_text('[["E9999", "an earlier result", "error", []]]')
    result = run_check(tmp_path, runner_temp, format="json")
    assert "an earlier result" in result.stdout


def run_check(folder: Path, runner_temp: str, **inputs: str) -> subprocess.CompletedProcess[str]:
    """Run the step that checks, with its inputs as the runner hands them over."""
    variables = {
        variable: inputs.get(name, action()["inputs"][name]["default"])
        for variable, expression in step("Check")["env"].items()
        if (name := expression.removeprefix("${{ inputs.").removesuffix(" }}"))
    }
    return run_step("Check", folder, RUNNER_TEMP=runner_temp, **variables)


def test_by_default_findings_become_annotations(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path, WITHOUT_VERSION)
    result = run_check(tmp_path, runner_temp, options="--no-validate")
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"::warning file={MANIFEST_PATH},line=1,")


def test_the_step_fails_as_lint_does(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path, WITHOUT_VERSION)
    assert (
        run_check(tmp_path, runner_temp, **{"options": "--no-validate", "fail-on": "warning"}).returncode == 1
    )


def test_no_module_of_the_checkout_is_imported(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path, MANIFEST.replace("GitHub", "nonsense"))
    write_traps(tmp_path)
    result = run_check(tmp_path, runner_temp, options="--no-validate")
    assert result.returncode == 1
    assert "PH105" in result.stdout
    assert not (tmp_path / "TRAPPED").exists()


def test_a_report_goes_to_a_file_and_a_summary_to_the_log(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path, MANIFEST + "    foo: 1\n")
    inputs = {"options": "--no-validate", "format": "sarif", "output": "reports/report.sarif"}
    result = run_check(tmp_path, runner_temp, **inputs)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == "1 error in 1 file; the report is in reports/report.sarif\n"
    assert "PH101" in (tmp_path / "reports" / "report.sarif").read_text()


def test_the_report_is_not_written_through_a_link(tmp_path: Path, runner_temp: str) -> None:
    (tmp_path / "victim.txt").write_text("victim")
    checkout = tmp_path / "checkout"
    write_workspace(checkout)
    (checkout / ".git").mkdir()
    (checkout / "report.sarif").symlink_to(tmp_path / "victim.txt")
    (checkout / "reports").symlink_to(tmp_path)
    inputs = {"options": "--no-validate", "format": "sarif"}
    assert run_check(checkout, runner_temp, output="report.sarif", **inputs).returncode == 0
    assert run_check(checkout, runner_temp, output="reports/victim.txt", **inputs).returncode == 2
    assert (tmp_path / "victim.txt").read_text() == "victim"


def test_paths_are_one_per_line_and_options_as_on_a_command_line(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path / "a b", WITHOUT_VERSION)
    write_workspace(tmp_path / "c")
    result = run_check(
        tmp_path,
        runner_temp,
        paths="  a b\t\nc\r\n\n",
        options="--no-validate --select 'missing-version, PH204'\n--ignore PH209\n",
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[0].startswith("::warning file=a b/copilot")


def test_patterns_are_expanded(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path / "a b", WITHOUT_VERSION)
    write_workspace(tmp_path / "c", WITHOUT_VERSION)
    result = run_check(
        tmp_path, runner_temp, paths="*/copilot/pipelines/*/manifest.yml", options="--no-validate"
    )
    assert len(result.stdout.splitlines()) == 2, result.stderr


@pytest.mark.parametrize("path", ["--help", "$(touch TRAPPED)", "`touch TRAPPED`", "; touch TRAPPED"])
def test_a_path_is_neither_an_option_nor_a_command(tmp_path: Path, runner_temp: str, path: str) -> None:
    write_workspace(tmp_path)
    result = run_check(tmp_path, runner_temp, paths=path, options="--no-validate")
    assert result.returncode == 2
    assert not (tmp_path / "TRAPPED").exists()


def test_options_are_not_commands(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path)
    run_check(tmp_path, runner_temp, options="--no-validate $(touch TRAPPED) `touch TRAPPED` ; touch TRAPPED")
    assert not (tmp_path / "TRAPPED").exists()
    assert run_check(tmp_path, runner_temp, options="--ignore 'PH204").returncode != 0


def test_an_override_does_not_run(tmp_path: Path, runner_temp: str) -> None:
    write_workspace(tmp_path)
    (tmp_path / ".pilothouse.toml").write_text("allow-code = true\n")
    folder = tmp_path / Path(MANIFEST_PATH).parent / "overrides"
    folder.mkdir()
    (folder / "override.py").write_text(TRAP)
    result = run_check(tmp_path, runner_temp, options="--no-validate")
    assert (result.returncode, not list(tmp_path.rglob("TRAPPED"))) == (0, True)
    assert "PH113" in result.stdout
