"""Settings from files, options over them, and comments in files, as `lint` and `compile` take them."""

import json
from pathlib import Path

import pytest

from pilothouse.cli import exits
from tests.cli.workspaces import MANIFEST, MANIFEST_PATH, run, write_files, write_workspace

WITHOUT_VERSION = MANIFEST.replace("version: 1\n", "")
WITH_WARNINGS = WITHOUT_VERSION.replace("acme/web", "acme/web.git")
WITH_UNKNOWN_KEY = MANIFEST + "    foo: 1\n"
WITH_ERROR = MANIFEST.replace("- name: test", "- name: nowhere")


@pytest.fixture(autouse=True)
def _in_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(*options: str) -> list[str]:
    result = run("lint", "--no-validate", "--format", "json", *options)
    return [finding["code"] for finding in json.loads(result.stdout)["findings"]]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), ["PH107", "PH209"]),
        (("--ignore", "PH107"), ["PH209"]),
        (("--ignore", "missing-version,PH209"), []),
        (("--ignore", "PH107", "--ignore", "PH209"), []),
        (("--select", "missing-version"), ["PH107"]),
        (("--select", "PH2"), ["PH209"]),
        (("--select", "ph10"), ["PH107"]),
        (("--select", "PH0"), []),
        (("--select", "PH107,PH209", "--ignore", "PH209"), ["PH107"]),
    ],
)
def test_options_choose_by_code_or_name(options: tuple[str, ...], codes: list[str], tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_WARNINGS)
    assert found(*options) == codes


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ('ignore = ["PH107"]\n', ["PH209"]),
        ('select = ["missing-version"]\n', ["PH107"]),
        (
            '[per-file-ignores]\n"copilot/pipelines/web/*" = ["PH209"]\n"copilot/api/*" = ["PH107"]\n',
            ["PH107"],
        ),
        ('ignore = ["PH1"]\n', ["PH209"]),
        ('[per-file-ignores]\n"./copilot/**" = ["PH2"]\n', ["PH107"]),
        ('[per-file-ignores]\n"copilot/pipelines/web/" = ["PH10", "PH20"]\n', []),
    ],
)
def test_settings_choose_too(settings: str, codes: list[str], tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_WARNINGS)
    write_files(tmp_path, {".pilothouse.toml": settings})
    assert found() == codes


def test_patterns_start_from_the_folder_of_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(tmp_path, WITH_WARNINGS)
    write_files(
        tmp_path,
        {"pyproject.toml": '[tool.pilothouse.per-file-ignores]\n"copilot/*" = ["PH107", "PH209"]\n'},
    )
    monkeypatch.chdir(tmp_path / "copilot" / "pipelines")
    assert found("web/manifest.yml") == []


def test_options_have_the_last_word(tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_WARNINGS)
    write_files(
        tmp_path, {".pilothouse.toml": 'select = ["PH209"]\nignore = ["PH107"]\nfail-on = "warning"\n'}
    )
    assert found("--select", "PH107") == ["PH107"]
    assert found("--ignore", "PH209") == []
    assert run("lint", "--no-validate").exit_code == exits.FINDINGS
    assert run("lint", "--no-validate", "--fail-on", "error").exit_code == exits.DONE


BROKEN_SETTINGS = '[tool.pilothouse]\nfail-on = "warning"\nignore = ["PH209"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BROKEN_SETTINGS, "PH012"),
        ("[project]\nname = \n\n[tool.pilothouse.per-file-ignores]\n", "PH012"),
        (BROKEN_SETTINGS + "# " + "x" * (1 << 20), "PH008"),
    ],
)
def test_broken_settings_in_a_shared_file_are_not_ignored(text: str, said: str, tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_WARNINGS)
    write_files(tmp_path, {"pyproject.toml": text})
    result = run("lint", "--no-validate")
    assert (result.exit_code, result.stdout) == (exits.USAGE, "")
    assert f"error[{said}" in result.stderr
    assert "pyproject.toml" in result.stderr


def test_settings_behind_a_link_that_leads_out_are_not_ignored(tmp_path: Path) -> None:
    write_workspace(tmp_path / "inside", WITH_WARNINGS)
    write_files(tmp_path, {"elsewhere.toml": "[tool.pilothouse]\n"})
    (tmp_path / "inside/pyproject.toml").symlink_to("../elsewhere.toml")
    result = run("lint", "--no-validate", "inside")
    assert result.exit_code == exits.USAGE
    assert "error[PH013" in result.stderr


@pytest.fixture
def services(tmp_path: Path) -> Path:
    """A repository of two services, the first of which has its own settings."""
    for name in ("a", "b"):
        write_workspace(tmp_path / name, WITH_WARNINGS)
    write_files(
        tmp_path,
        {
            ".pilothouse.toml": 'ignore = ["PH107"]\n',
            "a/.pilothouse.toml": 'ignore = ["PH209"]\nfail-on = "warning"\n',
        },
    )
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "arguments"), [(".", ["."]), (".", ["a", "b"]), ("a", [".", "../b"]), ("b", ["../a", "."])]
)
def test_the_nearest_settings_of_each_file_apply_in_any_working_directory(
    folder: str, arguments: list[str], services: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(services / folder)
    assert found(*arguments) == (["PH209", "PH107"] if folder == "a" else ["PH107", "PH209"])
    assert run("lint", "--no-validate", *arguments).exit_code == exits.FINDINGS


@pytest.mark.usefixtures("services")
def test_one_file_decides_for_its_own_findings_what_fails() -> None:
    assert run("lint", "--no-validate", "b").exit_code == exits.DONE
    assert run("lint", "--no-validate", "a").exit_code == exits.FINDINGS


@pytest.mark.usefixtures("services")
def test_named_settings_hold_for_all_files() -> None:
    assert found("--settings", ".pilothouse.toml", ".") == ["PH209", "PH209"]


def test_a_pattern_that_matches_no_file_is_reported(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    write_files(tmp_path, {".pilothouse.toml": '[per-file-ignores]\n"copilot/pipelines/mian/" = ["PH209"]\n'})
    result = run("lint", "--no-validate")
    assert "warning[PH117 unmatched-pattern]" in result.stdout
    assert ".pilothouse.toml:2:1" in result.stdout


def test_settings_can_be_named(tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_WARNINGS)
    write_files(tmp_path, {".pilothouse.toml": 'ignore = ["PH107"]\n', "strict.toml": 'fail-on = "note"\n'})
    assert found("--settings", "strict.toml") == ["PH107", "PH209"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            "ignored = []\n",
            '.pilothouse.toml:1:1\n  |\n1 | ignored = []\n  | ^^^^^^^\n  |\n  = help: did you mean "ignore"?',
        ),
        ("fail-on = 'fatal'\n", "fail-on must be one of error, warning, note, not"),
        ("ignore = 'PH107'\n", "ignore must be a list, not text"),
        ("ignore = ['PH107', 'PH8']\n", ".pilothouse.toml:1:20"),
        ("ignore = ['invalid-yaml']\n", "invalid-yaml cannot be ignored"),
        ("ignore = [\n", "invalid TOML"),
    ],
)
def test_wrong_settings_stop_a_command_with_their_place(settings: str, said: str, tmp_path: Path) -> None:
    write_workspace(tmp_path)
    write_files(tmp_path, {".pilothouse.toml": settings})
    result = run("lint", "--no-validate")
    assert (result.exit_code, result.stdout) == (exits.USAGE, "")
    assert said in result.stderr


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--ignore", "empty-stagge"), 'did you mean "empty-stage"?'),
        (("--select", "PH999"), '"PH999" is not a code; `pilothouse explain` lists them'),
        (("--ignore", "PH0"), "PH0 cannot be ignored"),
        (("--ignore", "PH003"), "PH003 cannot be ignored"),
        (("--settings", "missing.toml"), "missing.toml"),
    ],
)
def test_wrong_options_are_usage_errors(option: tuple[str, ...], said: str, tmp_path: Path) -> None:
    write_workspace(tmp_path)
    result = run("lint", "--no-validate", *option)
    assert (result.exit_code, result.stdout) == (exits.USAGE, "")
    assert said in result.stderr


@pytest.mark.parametrize("ignored", ["--ignore=unknown-key", "a comment"])
def test_an_ignored_key_that_copilot_skips_does_not_stop_the_checks(ignored: str, tmp_path: Path) -> None:
    comment = " # pilothouse: ignore[unknown-key]" if ignored == "a comment" else ""
    write_workspace(tmp_path, WITHOUT_VERSION + f"    foo: 1{comment}\n")
    assert found(*([] if comment else [ignored])) == ["PH107"]


def test_an_ignored_error_that_ends_the_checks_is_reported(tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_ERROR)
    assert found() == ["PH301"]
    assert found("--ignore", "PH301") == ["PH112"]
    assert found("--select", "PH107") == ["PH112"]
    assert found("--ignore", "PH301,PH112") == []


def test_compile_shows_errors_that_are_ignored(tmp_path: Path) -> None:
    write_workspace(tmp_path, WITH_ERROR.replace("version: 1\n", ""))
    result = run("compile", "--no-validate", "--ignore", "PH301,PH107")
    assert (result.exit_code, result.stdout) == (exits.FINDINGS, "")
    assert "PH301" in result.stderr
    assert "PH107" not in result.stderr


def test_comments_silence_warnings_of_compile(tmp_path: Path) -> None:
    write_workspace(tmp_path, WITHOUT_VERSION.replace("name: web", "name: web # pilothouse: ignore[PH107]"))
    result = run("compile", "--no-validate")
    assert (result.exit_code, result.stderr) == (exits.DONE, "")


def test_a_comment_about_the_template_is_unused_only_if_it_was_validated(tmp_path: Path) -> None:
    write_workspace(tmp_path, MANIFEST + "# pilothouse: ignore-file[template-finding]\n")
    assert found() == []
    assert '"PH110"' in run("lint", "--format", "json").stdout
    assert MANIFEST_PATH in run("lint").stdout


def test_only_lint_judges_comments(tmp_path: Path) -> None:
    write_workspace(tmp_path, MANIFEST + "# pilothouse: ignore-file[PH107, nonsense]\n")
    assert found() == ["PH110", "PH111"]
    assert run("compile", "--no-validate").stderr == ""


@pytest.mark.parametrize("command", [("graph",), ("compile", "--no-validate"), ("diff", "--no-validate")])
def test_an_ignored_error_stops_what_needs_a_template(command: tuple[str, ...], tmp_path: Path) -> None:
    text = WITH_ERROR.replace("- name: nowhere", "- name: nowhere # pilothouse: ignore[PH301]")
    write_workspace(tmp_path, text)
    result = run(*command)
    assert (result.exit_code != exits.DONE, result.stdout) == (True, "")
