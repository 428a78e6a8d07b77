"""The files of a release, built from a commit."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from release.changelog import notes

ROOT = Path(__file__).parent.parent


def build(target: Path, commit: str) -> None:
    """Write sdist, wheel, SBOM, schemas, SHA256SUMS and notes of a commit.

    Uncommitted changes and untracked files are left out.
    """
    target.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "source"
        _export(commit, source)
        environment = {**os.environ, "SOURCE_DATE_EPOCH": _output("git", "log", "-1", "--format=%ct", commit)}
        _run("build", "--no-isolation", "--outdir", str(target), str(source), environment=environment)
        _run("twine", "check", "--strict", *(str(path) for path in sorted(target.iterdir())))
        version = next(target.glob("*.whl")).name.split("-")[1]
        for schema in sorted((source / "schemas").glob("*.schema.json")):
            shutil.copyfile(schema, target / schema.name)
        python = _install(Path(name) / "environment", source, target, version)
        bom = target / f"pilothouse-{version}.cdx.json"
        _run(
            *("cyclonedx_py", "environment", "--output-reproducible", "--short-PURLs"),
            *("--pyproject", str(_with_version(source, version)), "--output-file", str(bom), str(python)),
            environment=environment,
        )
        _write_digests(target)
        text = (source / "CHANGELOG.md").read_text(encoding="utf-8")
        (target / "notes.md").write_text(notes(text), encoding="utf-8")


def _export(commit: str, folder: Path) -> None:
    """Write the files of the commit to a folder."""
    archive = folder.with_suffix(".tar")
    subprocess.run(["git", "archive", "--output", archive, commit], cwd=ROOT, check=True)
    with tarfile.open(archive) as files:
        files.extractall(folder, filter="data")


def _install(folder: Path, source: Path, wheels: Path, version: str) -> Path:
    """Install the wheel with the pinned versions of what it asks for; return its interpreter.

    The wheel is looked up in a folder, as in an index, so that its path doesn't get into the metadata.
    """
    _run("venv", "--without-pip", str(folder))
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pins = folder / "pins.txt"
    lines = (source / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins.write_text(
        "\n".join(line.removesuffix(" \\") for line in lines if "--hash=" not in line), encoding="utf-8"
    )
    pip = (
        "pip",
        "--python",
        str(python),
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-compile",
    )
    wanted = f"pilothouse=={version}"
    _run(*pip, "--no-index", "--no-deps", "--find-links", str(wheels), wanted)
    _run(*pip, "--only-binary", ":all:", "--constraint", str(pins), wanted)
    return python


def _with_version(source: Path, version: str) -> Path:
    """Write the project's metadata with the version, which only hatchling reads from the package."""
    path = source.with_name("pyproject.toml")
    text = (source / "pyproject.toml").read_text(encoding="utf-8")
    before, dynamic, after = text.partition('dynamic = ["readme", "version"]')
    if not dynamic:
        raise ValueError("pyproject.toml no longer has the README and the version as its dynamic fields")
    path.write_text(f'{before}dynamic = ["readme"]\nversion = "{version}"{after}', encoding="utf-8")
    return path


def _write_digests(folder: Path) -> None:
    digests = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())
    ]
    (folder / "SHA256SUMS").write_text("".join(digests), encoding="utf-8")


def _run(*arguments: str, environment: dict[str, str] | None = None) -> None:
    subprocess.run([sys.executable, "-m", *arguments], env=environment, check=True)


def _output(*command: str) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
