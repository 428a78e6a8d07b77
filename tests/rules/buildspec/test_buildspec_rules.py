"""What a buildspec can get wrong though its shape is right."""

from __future__ import annotations

import pytest

from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.rules.buildspec import (
    command_not_text,
    old_buildspec_version,
    outdated_copilot,
    reserved_variable,
    unavailable_runtime,
    unchecked_download,
)
from tests.build_script import running, script

PATH = "buildspec.yml"
S3 = "https://ecs-cli-v2-release.s3.amazonaws.com"


def build(index: int) -> Place:
    return Place(PATH, Value(("phases", "build", "commands", index)))


@pytest.mark.parametrize("item", ['echo "a: b"', "- nested", "{a: b}", "[a]", "echo a:\n          b"])
def test_a_command_that_yaml_reads_as_something_else_is_found(item: str) -> None:
    (finding,) = command_not_text.check(running("make", item))
    assert finding.place == build(1)


@pytest.mark.parametrize(
    "item", ["make", "'echo \"a: b\"'", "|\n          echo a: b", "true", "1", "echo a:b"]
)
def test_a_command_that_is_text_is_accepted(item: str) -> None:
    assert not list(command_not_text.check(running(item)))


def test_commands_of_finally_are_looked_at_too() -> None:
    given = script("phases:\n  install:\n    finally:\n      - {a: b}\n")
    (finding,) = command_not_text.check(given)
    assert finding.place == Place(PATH, Value(("phases", "install", "finally", 0)))


def runtimes(runtime: str, image: str = DEFAULT_IMAGE) -> list[tuple[Severity, str]]:
    given = script(f"phases:\n  install:\n    runtime-versions:\n      {runtime}\n", image)
    return [(finding.severity, finding.help) for finding in unavailable_runtime.check(given)]


@pytest.mark.parametrize(
    "runtime",
    [
        "nodejs: 20",
        "nodejs: 20.x",
        "python: 3.10",
        "python: '3.12'",
        "python: 3.x",
        "python: latest",
        "java: corretto17",
        "java: corretto17.x",
        "golang: 1.x",
        "dotnet: 8.0",
        "dotnet: 8",
        "dotnet: 8.x",
    ],
)
def test_a_runtime_of_the_image_is_accepted(runtime: str) -> None:
    assert runtimes(runtime) == []


@pytest.mark.parametrize(
    "runtime", ["nodejs: 16", "nodejs: 1.x", "python: 3.1", "java: openjdk8", "ruby: 2.x"]
)
def test_a_version_that_the_image_lost_is_an_error(runtime: str) -> None:
    ((severity, help),) = runtimes(runtime)
    assert severity is Severity.ERROR
    assert help.startswith("it has ")


@pytest.mark.parametrize("runtime", ["nodejs: 26", "python: 3.15", "java: corretto29", "golang: 1.99"])
def test_a_version_newer_than_all_that_we_know_is_a_warning(runtime: str) -> None:
    assert [severity for severity, _ in runtimes(runtime)] == [Severity.WARNING]


def test_an_unknown_runtime_gets_the_nearest_name() -> None:
    assert runtimes("pyhton: 3.12") == [(Severity.ERROR, 'did you mean "python"?')]


def test_docker_is_no_runtime_of_newer_images() -> None:
    ((severity, help),) = runtimes("docker: 19")
    assert severity is Severity.ERROR
    assert help.startswith("leave it out")
    assert runtimes("docker: 19", "aws/codebuild/standard:4.0") == []


def test_images_that_we_have_no_list_for_are_left_alone() -> None:
    assert runtimes("nodejs: 4", "example/build:1") == []


@pytest.mark.parametrize(
    "url",
    [
        f"{S3}/copilot-linux-v1.34.0",
        f"{S3}/copilot-linux-arm64-v1.9.0",
        "https://github.com/aws/copilot-cli/releases/download/v1.30.1/copilot-linux",
    ],
)
def test_an_older_copilot_is_found_once(url: str) -> None:
    (finding,) = outdated_copilot.check(running(f"wget -q {url}", f"echo {url}"))
    assert finding.place == build(0)


@pytest.mark.parametrize("version", ["v1.34.1", "v2.0.0", "v1.100.0"])
def test_the_last_copilot_is_accepted(version: str) -> None:
    assert not list(outdated_copilot.check(running(f"wget -q {S3}/copilot-linux-{version}")))


@pytest.mark.parametrize(
    "commands",
    [
        ("wget -q https://x.io/tool", "chmod +x ./tool"),
        ("wget https://x.io/tool-v1", "mv ./tool-v1 ./tool", "chmod 755 tool"),
        ("curl -Lo tool https://x.io/y", "./tool run"),
        ("curl -sSLO https://x.io/tool?raw=1", "sudo bash tool"),
        ("curl https://x.io/y > tool && sh tool",),
        ("curl --output=/bin/tool https://x.io/y && chmod a+x /bin/tool",),
        ("wget https://x.io/y -O tool; install -m 755 tool /usr/local/bin/",),
    ],
)
def test_a_download_that_is_run_unchecked_is_found(commands: tuple[str, ...]) -> None:
    (finding,) = unchecked_download.check(running(*commands))
    assert finding.place == build(0)
    assert finding.message.startswith("tool ")
    assert [related.place for related in finding.related] == (
        [build(len(commands) - 1)] if commands[1:] else []
    )


@pytest.mark.parametrize("end", ["sh", "sudo -E bash -", "bash -s -- -y", "python3 -", "python3"])
def test_a_download_that_is_run_as_it_comes_is_found(end: str) -> None:
    (finding,) = unchecked_download.check(running(f"curl -fsSL https://x.io/install | {end}"))
    assert finding.place == build(0)


@pytest.mark.parametrize(
    "commands",
    [
        ("wget https://x.io/tool", "sha256sum --check sums", "chmod +x tool"),
        ("wget https://x.io/data.json", "cat data.json"),
        ("curl https://x.io/health", "./run"),
        ("curl -s https://x.io/version | python3 -m json.tool",),
        ("curl -s https://x.io/version | jq .", "chmod +x ./deploy.sh"),
        ("wget https://x.io/tool", "chmod 644 tool"),
        ("chmod +x tool", "./tool"),
    ],
)
def test_what_is_checked_or_not_run_is_accepted(commands: tuple[str, ...]) -> None:
    assert not list(unchecked_download.check(running(*commands)))


def test_reserved_and_impossible_names_are_found_at_their_keys() -> None:
    given = script("""
        env:
          variables: {CODEBUILD_X: "1", a-b: "2", GOOD_1: "3"}
          parameter-store: {CODEBUILD_Y: /y}
          exported-variables: [AWS_Z, GOOD_1]
    """)
    assert [finding.place for finding in reserved_variable.check(given)] == [
        Place(PATH, Key(("env", "variables", "CODEBUILD_X"))),
        Place(PATH, Key(("env", "variables", "a-b"))),
        Place(PATH, Key(("env", "parameter-store", "CODEBUILD_Y"))),
        Place(PATH, Value(("env", "exported-variables", 0))),
    ]


@pytest.mark.parametrize(("version", "count"), [("0.1", 1), ("'0.1'", 1), ("0.2", 0), ("'0.2'", 0)])
def test_the_version_before_the_current_is_warned_of(version: str, count: int) -> None:
    assert len(list(old_buildspec_version.check(script(f"version: {version}\n")))) == count
