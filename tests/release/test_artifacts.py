"""The workflow, the image and the metadata fit together."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKFLOW = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")


def test_the_readme_and_the_version_are_the_only_dynamic_fields_of_the_metadata() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["readme", "version"]


def test_the_wheel_is_tried_on_every_python_that_the_metadata_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [line.removeprefix("Programming Language :: Python :: ") for line in project["classifiers"]]
    pythons = [version for version in named if re.fullmatch(r"3\.\d+", version)]
    tried = re.search(r"python: (\[.*\])\n(?=(?:.*\n)*?.*wheel-check)", WORKFLOW)
    assert tried
    assert re.findall(r"[\d.]+", tried[1]) == pythons
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"PYTHONS ?= {' '.join(f'python{version}' for version in pythons)}\n" in makefile


def test_nothing_is_published_before_everything_is_tested() -> None:
    needs = dict(re.findall(r"^  (\w+):\n    name: .*\n    needs: (.*)$", WORKFLOW, re.MULTILINE))
    assert needs["attest"] == "[ci, build, wheel]"
    assert (needs["pypi"], needs["image"], needs["release"]) == ("attest", "attest", "[pypi, image]")


def test_the_image_has_the_tested_wheel_and_an_ordinary_user() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^FROM (?!base\b)(\S+)", text, re.MULTILINE)[0].count("@sha256:") == 1
    assert len(re.findall(r"^FROM (?!base\b)", text, re.MULTILINE)) == 1
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE) == ["1000"]
    assert "--require-hashes" in text
    assert "COPY requirements.txt requirements-aws.txt dist/pilothouse-*.whl" in text
