"""`override` writes the files of an override for one pipeline, and never over what is there."""

from pathlib import Path

import pytest

from pilothouse.cli import exits
from tests.cli.workspaces import MANIFEST, run, write_files, write_workspace

FOLDER = Path("copilot/pipelines/web/overrides")


@pytest.fixture(autouse=True)
def _in_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_workspace(tmp_path)


def written() -> list[str]:
    return sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["cfn.patches.yml"]),
        (("--toolkit", "python"), ["override.py"]),
        (
            ("--toolkit", "cdk"),
            [".gitignore", "bin/override.js", "cdk.json", "package.json", "stack.js"],
        ),
    ],
)
def test_the_files_go_where_they_are_read(options: tuple[str, ...], expected: list[str]) -> None:
    result = run("override", "web", *options)
    assert result.exit_code == exits.DONE
    assert written() == expected
    *lines, last = result.stderr.splitlines()
    assert sorted(lines) == [f"wrote {FOLDER.as_posix()}/{name}" for name in expected]
    assert last.startswith("next: ")


@pytest.mark.parametrize(
    ("options", "expected"), [(("--tool", "yamlpatch"), "cfn.patches.yml"), (("--tool", "CDK"), "cdk.json")]
)
def test_copilot_s_options_are_known(options: tuple[str, ...], expected: str) -> None:
    assert run("override", "--name", "web", *options).exit_code == exits.DONE
    assert expected in written()


def test_help_lists_our_own_options_only() -> None:
    shown = run("override", "--help").stdout
    assert "--toolkit [patches|cdk|python]" in shown
    assert "yamlpatch" not in shown


def test_an_empty_folder_is_filled() -> None:
    FOLDER.mkdir()
    assert run("override").exit_code == exits.DONE
    assert written() == ["cfn.patches.yml"]


def test_a_folder_that_is_not_empty_is_left_alone() -> None:
    write_files(FOLDER, {"notes.txt": "mine"})
    result = run("override")
    assert result.exit_code == exits.USAGE
    assert result.stderr.startswith(f"pilothouse: {FOLDER.as_posix()} is not empty\n")
    assert written() == ["notes.txt"]


def test_a_resource_that_is_not_there_is_refused_with_those_that_are() -> None:
    result = run("override", "--toolkit", "cdk", "--resource", "Pipline")
    assert result.exit_code == exits.USAGE
    assert "the template has no Pipline" in result.stderr
    assert "it has SourceConnection, BuildProjectRole, " in result.stderr
    assert not FOLDER.exists()


def test_one_pipeline_must_be_meant() -> None:
    write_files(Path(), {"copilot/pipelines/other/manifest.yml": MANIFEST.replace("web", "other")})
    result = run("override")
    assert result.exit_code == exits.USAGE
    assert "there are 2 pipelines here" in result.stderr


def test_a_manifest_with_an_error_is_reported() -> None:
    write_workspace(Path(), MANIFEST.replace("stages:", "stage:"))
    result = run("override")
    assert result.exit_code == exits.FINDINGS
    assert "PH201" in result.stderr
    assert not FOLDER.exists()


def test_a_patch_file_that_is_not_text_is_a_file_that_cannot_be_read() -> None:
    FOLDER.mkdir()
    (FOLDER / "cfn.patches.yml").write_bytes(b"\xff")
    assert run("compile", "--no-validate").exit_code == exits.USAGE


class TestAllowCode:
    """What `--allow-code` and the settings say reaches the override."""

    @pytest.fixture(autouse=True)
    def _function(self) -> None:
        text = "def override(template):\n    template['Description'] = 'ours'\n    return template\n"
        write_files(FOLDER, {"override.py": text})

    def test_compile_refuses_to_run_it(self) -> None:
        result = run("compile", "--no-validate")
        assert (result.exit_code, result.stdout) == (exits.FINDINGS, "")
        assert "error[PH506 override-not-run]" in result.stderr

    def test_lint_leaves_it_out(self) -> None:
        result = run("lint", "--no-validate")
        assert result.exit_code == exits.DONE
        assert "warning[PH506 override-not-run]" in result.stdout

    def test_the_option_allows_it(self) -> None:
        assert "Description: ours\n" in run("compile", "--no-validate", "--allow-code").stdout
        assert run("lint", "--no-validate", "--allow-code").stdout == ""

    def test_the_settings_alone_do_not(self) -> None:
        write_files(Path(), {".pilothouse.toml": "allow-code = true\n"})
        assert run("compile", "--no-validate").exit_code == exits.FINDINGS
