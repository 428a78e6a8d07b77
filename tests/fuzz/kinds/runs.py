"""Whole command lines, each in a separate process, in a workspace in which anything may be wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

from pilothouse.cli import checking
from pilothouse.cli.main import main
from tests.fuzz import bases
from tests.fuzz.examine import Files, warm_checker
from tests.fuzz.kind import Kind
from tests.fuzz.kinds import buildspecs, contexts, patches, settings, trees
from tests.fuzz.limits import CPU_SECONDS, MEMORY, TooMuchError
from tests.fuzz.mutate import changed_bytes, changed_tree
from tests.fuzz.tree import tree_of, yaml_of

_MAIN = "copilot/pipelines/main/"
_WORKLOAD = (
    "name: api\ntype: Backend Service\nplatform: {osfamily: linux}\nenvironments: {test: {cpu: 256}}\n"
)
_RUN = "run.json"
_HANGS = 60
"""Seconds on the wall, after which a run is ended."""


def generate(random: Random) -> dict[str, bytes]:
    """Make a workspace and a command line."""
    index = random.randrange(len(bases.manifests()))
    files = {
        "copilot/.workspace": b"application: demo\n",
        "copilot/context.yml": bases.context_text().encode(),
        "copilot/api/manifest.yml": _WORKLOAD.encode(),
        f"{_MAIN}manifest.yml": bases.manifests()[index].encode(),
        f"{_MAIN}buildspec.yml": bases.BUILDSPEC.encode(),
        "copilot/pipelines/other/manifest.yml": bases.manifests()[0].encode(),
        "t.yml": json.dumps(bases.template(index)).encode(),
    }
    name = bases.data_of(bases.manifests()[index])["name"]
    mutations = list(_mutations(random, index, name))
    committed = dict(files)
    files |= dict(random.sample(mutations, random.randint(1, 3)))
    if random.random() < 0.1:
        files.pop(random.choice(list(files)))
    run: dict[str, Any] = {"command": _command(random)}
    if run["command"][0] == "diff" and not {"--template", "--manifest"} & set(run["command"]):
        run["committed"] = {path: content.decode() for path, content in committed.items()}
    return {**files, _RUN: json.dumps(run).encode()}


def _mutations(random: Random, index: int, name: str) -> Iterator[tuple[str, bytes]]:
    yield f"{_MAIN}manifest.yml", trees.manifest(random)
    yield f"{_MAIN}manifest.yml", changed_bytes(bases.manifests()[index], random)
    yield f"{_MAIN}buildspec.yml", buildspecs.buildspec(random)
    yield "copilot/context.yml", contexts.context(random)
    yield (
        f"copilot/pipelines/{name}/overrides/cfn.patches.yml",
        patches.patches(bases.template(index), random),
    )
    yield ".pilothouse.toml", settings.settings(random)
    yield "pyproject.toml", b"[tool.pilothouse]\n" + settings.settings(random)
    yield "copilot/.workspace", changed_bytes("application: demo\npath: /a\n", random)
    workload = changed_tree(tree_of(bases.data_of(_WORKLOAD)), random)
    yield "copilot/api/manifest.yml", yaml_of(workload, random).encode("utf-8", "replace")
    yield (
        "t.yml",
        yaml_of(changed_tree(tree_of(bases.template(index)), random), random).encode("utf-8", "replace"),
    )


def _command(random: Random) -> list[str]:
    where = random.choice(([], [], ["."], [f"{_MAIN}manifest.yml"], ["main"], ["nothing"]))
    codes = random.choice(
        ([], [], ["--ignore", "PH101,wrong-type"], ["--select", "PH2"], ["--select", "PH701"])
    )
    lenient = random.choice(([], [], ["--lenient"]))
    checks = random.choice(([], ["--no-validate"]))
    match random.randrange(8):
        case 0:
            form = random.choice(("mermaid", "dot", "svg"))
            return ["graph", *where, "--format", form, *lenient]
        case 1 | 2:
            output = random.choice(
                (
                    ["--format", "json"],
                    ["--emit", "graph"],
                    ["--emit", "document"],
                    ["-o", "out/"],
                    ["--check", "t.yml"],
                )
            )
            return ["compile", *where, *output, *lenient, *checks, *codes]
        case 3 | 4:
            other = random.choice((["--template", "t.yml"], ["--manifest", "other"], []))
            form = random.choice(("text", "json", "markdown", "html"))
            return ["diff", *(where or ["main"]), *other, "--format", form, *codes]
        case _:
            form = random.choice(("text", "json", "sarif", "github", "gitlab", "junit"))
            more = random.choice(([], [], ["--audit"], ["--fix"], ["--diff"], ["--fix", "--unsafe-fixes"]))
            return ["lint", *where, "--format", form, *more, *lenient, *checks, *codes]


def attempt(files: Files) -> None:
    """Run the command line; it must end as it should, and in time."""
    run = json.loads(files[_RUN])
    with TemporaryDirectory(prefix="fuzz-") as folder:
        root = Path(folder)
        if "committed" in run:
            _write(root, {path: text.encode() for path, text in run["committed"].items()})
            _commit(root)
        _write(root, {path: content for path, content in files.items() if path != _RUN})
        _judge(run["command"], root)


def _write(root: Path, files: Files) -> None:
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def _commit(root: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.fsync=none", "-C", str(root)]
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "a"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)


def _judge(command: list[str], root: Path) -> None:
    log = root / "log.txt"
    child = os.fork()
    if not child:
        _run(command, root, log)
    _, status, used = os.wait4(child, 0)
    written = log.read_text("utf-8", "replace")
    exit_code = os.waitstatus_to_exitcode(status)
    if "Traceback (most recent call last)" in written:
        raise AssertionError(written[written.rindex("Traceback (most recent call last)") :])
    if exit_code not in (0, 1, 2):
        raise AssertionError(f"exit code {exit_code}: {written[-500:]}")
    seconds = used.ru_utime + used.ru_stime
    if seconds > CPU_SECONDS:
        raise TooMuchError(f"{seconds:.1f} s")
    if used.ru_maxrss > MEMORY:
        raise TooMuchError(f"{used.ru_maxrss >> 10} MB")


def _run(command: list[str], root: Path, log: Path) -> NoReturn:
    """Run a command line in this process, a child, and end it."""
    code = 70
    try:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_HANGS)
        os.chdir(root)
        os.environ |= {"PILOTHOUSE_DEBUG": "1", "PILOTHOUSE_NO_CACHE": "1", "HOME": str(root)}
        written = os.open(log, os.O_WRONLY | os.O_CREAT)
        for descriptor in (1, 2):
            os.dup2(written, descriptor)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdout, sys.stderr = (os.fdopen(number, "w", encoding="utf-8") for number in (1, 2))
        setattr(checking, "load_checker", lambda *_: warm_checker())  # noqa: B010 - a name of another module
        main(command)
    except SystemExit as exit:
        code = int(exit.code or 0)
    except BaseException:  # noqa: BLE001 - the parent judges
        traceback.print_exc()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


KIND = Kind("runs", 6, generate, attempt, warm_checker)
