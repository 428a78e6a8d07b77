"""Input that crashes a library is a finding, or is rejected: never a traceback, never a bug's exit code."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.workspaces import CONTEXT, MANIFEST, MANIFEST_PATH, run, write_files, write_workspace

MANY = 5000
"""Digits, or levels: more than Python's `int` takes, or its stack."""
BUILDSPEC = "copilot/pipelines/web/buildspec.yml"
PATCHES = "copilot/pipelines/web/overrides/cfn.patches.yml"
CONTEXT_PATH = "copilot/context.yml"
SETTINGS = ".pilothouse.toml"


def built(commands: str, more: str = "") -> str:
    return f"version: 0.2\nphases:\n  install:\n    commands: [{commands}]\n{more}"


def runtime(version: str) -> str:
    return built("make", f"    runtime-versions: {{python: {version}}}\n")


def patch(path: str, value: str) -> str:
    return f"- {{op: add, path: {path}, value: {value}}}\n"


def nested(levels: int) -> str:
    return "{a: " * levels + "1" + "}" * levels


def nested_patches(count: int) -> str:
    """Patches that each add a value 90 deep inside the value before."""
    texts, path = [patch("/Metadata", "{}")], "/Metadata"
    for _ in range(count):
        texts.append(patch(f"{path}/x", nested(90)))
        path += "/x" + "/a" * 89
    return "".join(texts)


POLICY = "build: {{additional_policy: {{PolicyDocument: {{Version: 2012-10-17, Statement: [{0}]}}}}}}\n"

HOSTILE = [
    # The YAML reader
    ("no character", {MANIFEST_PATH: 'name: "\\U00110000"\n'}, 1, "PH003 invalid-yaml"),
    ("no character in a buildspec", {BUILDSPEC: 'version: "\\U00110000"\n'}, 1, "PH003 invalid-yaml"),
    ("no character in the context", {CONTEXT_PATH: 'version: "\\U00110000"\n'}, 1, "PH003 invalid-yaml"),
    ("no character in a patch", {PATCHES: '- "\\U00110000"\n'}, 1, "PH003 invalid-yaml"),
    ("YAML 1.3", {MANIFEST_PATH: "%YAML 1.3\n---\nname: x\n"}, 1, "PH003 invalid-yaml"),
    ("YAML 11…1", {MANIFEST_PATH: f"%YAML {'1' * MANY}.1\n---\nname: x\n"}, 1, "PH003 invalid-yaml"),
    ("a merge key as a value", {MANIFEST_PATH: MANIFEST + POLICY.format("{Effect: <<}")}, 0, ""),
    # Long names
    (
        "a long file name",
        {MANIFEST_PATH: f"{MANIFEST}build: {{buildspec: {'a' * 300}}}\n"},
        0,
        "PH601 missing-buildspec",
    ),
    (
        "a long path",
        {MANIFEST_PATH: f"{MANIFEST}build: {{buildspec: {'a/' * 3000}b}}\n"},
        0,
        "PH601 missing-buildspec",
    ),
    # Numbers
    ("a superscript", {BUILDSPEC: runtime('"²"')}, 1, "PH603 unavailable-runtime"),
    ("digits of another script", {BUILDSPEC: runtime('"٣.٩"')}, 1, "PH603 unavailable-runtime"),
    ("a runtime of many digits", {BUILDSPEC: runtime(f'"{"1" * MANY}"')}, 0, "PH603 unavailable-runtime"),
    (
        "a release of many digits",
        {BUILDSPEC: built(f'"curl -o c https://x/copilot-linux-v{"1" * MANY}.1.1"')},
        0,
        "",
    ),
    (
        "an index of many digits",
        {PATCHES: f"- {{op: remove, path: /Resources/Pipeline/Properties/Stages/{'1' * MANY}}}\n"},
        1,
        "PH502 unmatched-patch",
    ),
    ("many digits to the base of 60", {PATCHES: patch("/Metadata/x", f"{'1' * MANY}:30")}, 0, ""),
    ("many digits of the base of 60", {PATCHES: patch("/Metadata/x", "1" + ":1" * MANY)}, 0, ""),
    # Depth
    ("patches in patches", {PATCHES: nested_patches(8)}, 1, "PH510 deep-override"),
    ("nested functions", {PATCHES: patch("/Metadata/x", "!Not [" * 90 + "]" * 90)}, 1, "PH510 deep-override"),
    (
        "an odd attribute",
        {MANIFEST_PATH: MANIFEST + POLICY.format("{Sid: {Fn::GetAtt: 5}}"), PATCHES: ""},
        0,
        "",
    ),
    # Settings
    ("nested arrays", {SETTINGS: f"ignore = {'[' * MANY}{']' * MANY}\n"}, 2, "PH012 invalid-toml"),
    ("a hundred nested arrays", {SETTINGS: f"ignore = {'[' * 100}{']' * 100}\n"}, 2, "PH012 invalid-toml"),
    ("many digits", {SETTINGS: f"fail-on = {'9' * MANY}\n"}, 2, "PH012 invalid-toml"),
    ("many hexadecimal digits", {SETTINGS: f"fail-on = 0x{'9' * MANY}\n"}, 2, "PH012 invalid-toml"),
    ("a dotted key of many parts", {SETTINGS: f"{'a.' * MANY}b = 1\n"}, 2, "PH012 invalid-toml"),
    ("a table of many parts", {SETTINGS: f"[{'a.' * MANY}b]\n"}, 2, "PH012 invalid-toml"),
    ("a date", {SETTINGS: "ignore = 2026-01-01\n"}, 2, "not a date"),
    (
        "settings of others that are nested",
        {"pyproject.toml": f"[tool.x]\n# pilothouse\ny = {'[' * MANY}{']' * MANY}\n"},
        0,
        "",
    ),
]


@pytest.mark.parametrize(
    ("files", "exit_code", "said"),
    [pytest.param(*case[1:], id=case[0]) for case in HOSTILE],
)
def test_it_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], exit_code: int, said: str
) -> None:
    write_workspace(tmp_path)
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    done = run("lint", "--no-validate", ".")
    assert (done.exit_code, done.stderr if exit_code == 0 else "") == (exit_code, "")
    assert said in done.stdout + done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize("case", HOSTILE, ids=[case[0] for case in HOSTILE])
def test_it_is_one_in_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[str, dict[str, str], int, str]
) -> None:
    write_workspace(tmp_path)
    write_files(tmp_path, {**case[1], "other.yml": MANIFEST})
    monkeypatch.chdir(tmp_path)
    for command in (
        ["compile", "--no-validate"],
        ["graph"],
        ["lint", "--no-validate", "--diff", "--audit"],
        ["diff", "--manifest", "other.yml"],
    ):
        assert run(*command).exit_code in (0, 1, 2), command


def test_it_hides_nothing_of_other_pipelines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workspace(tmp_path)
    for number, (_, files, *_) in enumerate(HOSTILE):
        if MANIFEST_PATH in files:
            write_files(tmp_path, {f"copilot/pipelines/p{number}/manifest.yml": files[MANIFEST_PATH]})
    write_files(tmp_path, {"copilot/pipelines/z/manifest.yml": "colour: red\n" + MANIFEST})
    monkeypatch.chdir(tmp_path)
    done = run("lint", "--no-validate", ".")
    assert done.exit_code == 1
    assert "PH101 unknown-key" in done.stdout


def test_a_folder_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workspace(tmp_path, MANIFEST + "build: {buildspec: locked/buildspec.yml}\n")
    enter = os.open

    def refuse(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if path in ("locked", "overrides"):
            raise PermissionError(13, "Permission denied")
        return enter(path, flags, mode, dir_fd=dir_fd)

    (tmp_path / PATCHES).parent.mkdir()
    (tmp_path / "locked").mkdir()
    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.chdir(tmp_path)
    done = run("lint", "--no-validate", ".")
    assert done.exit_code == 2
    assert "the folder cannot be read: Permission denied" in done.stdout
    assert "overrides" in done.stdout
    assert "locked/buildspec.yml" in done.stdout


@pytest.mark.parametrize("levels", [200, 2000, sys.getrecursionlimit() * 100])
def test_a_function_that_nests_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, levels: int) -> None:
    write_workspace(tmp_path)
    text = f"""
def override(template):
    value = []
    for _ in range({levels}):
        value = [value]
    template["Metadata"]["x"] = value
    return template
"""
    write_files(tmp_path, {"copilot/pipelines/web/overrides/override.py": text})
    monkeypatch.chdir(tmp_path)
    done = run("compile", "--no-validate", "--allow-code")
    assert done.exit_code == 1
    assert "deep" in done.stderr


REGION = CONTEXT.replace("us-west-2", "eu-south-99")
FAILING = [
    ("a region that it does not know", {CONTEXT_PATH: REGION}, 0, "does not know the region eu-south-99"),
    ("metadata that it cannot read", {PATCHES: patch("/Metadata/cfn-lint", "text")}, None, ""),
    ("metadata that is empty", {PATCHES: patch("/Metadata/cfn-lint", "")}, None, ""),
    ("a list of metadata", {PATCHES: patch("/Metadata/cfn-lint", "[]")}, None, ""),
    (
        "a number for a rule",
        {PATCHES: patch("/Metadata/cfn-lint", "{config: {ignore_checks: [1], include_checks: [1]}}")},
        None,
        "",
    ),
    ("the deepest template", {PATCHES: patch("/Metadata/x", nested(90))}, None, ""),
]


@pytest.mark.parametrize(
    ("files", "exit_code", "said"), [pytest.param(*case[1:], id=case[0]) for case in FAILING]
)
def test_everything_else_is_checked_if_cfn_lint_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    exit_code: int | None,
    said: str,
) -> None:
    write_workspace(tmp_path)
    bad = MANIFEST.replace("name: web", "name: bad") + POLICY.format(
        "{Effect: Permit, Action: s3:Get, Resource: a}"
    )
    write_files(tmp_path, {**files, "copilot/pipelines/bad/manifest.yml": bad})
    monkeypatch.chdir(tmp_path)
    done = run("lint", "web")
    assert done.exit_code in (0, 1) if exit_code is None else done.exit_code == exit_code
    assert said in done.stdout
    assert "PH401 template-finding" in run("lint", ".").stdout


ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="it has these in other forms")
@pytest.mark.parametrize(
    ("script", "exit_code", "said"),
    [
        ("mkdir gone; cd gone; rmdir ../gone; $PILOTHOUSE lint", 3, "the current folder cannot be found"),
        ("$PILOTHOUSE compile --no-validate > /dev/full", 3, "cannot be written: No space left on device"),
        ("$PILOTHOUSE lint --no-validate - <&-", 2, "standard input cannot be read: it is closed"),
        (f"$PILOTHOUSE compile --no-validate -o {'a' * 300}", 2, "cannot be written: File name too long"),
    ],
)
def test_a_failure_of_the_machine_is_not_a_bug(
    tmp_path: Path, script: str, exit_code: int, said: str
) -> None:
    write_workspace(tmp_path)
    python_path = str(ROOT / "compiler")
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": python_path, "PILOTHOUSE": f"{sys.executable} -m pilothouse"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == exit_code
    assert said in done.stderr


_BARE = re.compile(r"(?<![\w.])int\(|\.is(?:digit|numeric)\(")
_BOUNDED = {
    "aws/boto/definitions.py": "an answer of AWS",
    "aws/translate.py": "an answer of AWS",
    "cli/replay.py": "our own, or a ValueError that is expected",
    "diff/cases/settle.py": "a pattern of a type",
    "diff/functions.py": "a float's",
    "ir/cloudformation_yaml.py": "of at most 100 characters",
    "passes/assume_context.py": "our own",
    "passes/check_schema/words.py": "a pattern of a type",
    "passes/override/guard.py": "our own",
    "passes/override/script.py": "a pattern of a type",
    "passes/parse/scalars.py": "of at most 100 characters",
    "render/ages.py": "a float's",
    "render/diagnostics_junit.py": "our own",
    "render/diff_lines.py": "of at most 9 characters",
    "source/integer.py": "the one place for texts of others",
    "workspace/observe.py": "our own, or a ValueError that is expected",
    "source/toml.py": "the line of a message",
    "workspace/tree.py": "git's",
}


def test_untrusted_integers_are_read_in_one_place() -> None:
    package = ROOT / "compiler" / "pilothouse"
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if _BARE.search(path.read_text("utf-8"))
    }
    assert found <= _BOUNDED.keys()
