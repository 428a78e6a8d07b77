"""What the wheel promises exists."""

import re
import tomllib
from pathlib import Path

import pilothouse

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]


def test_folders_from_outside_the_package_exist_and_have_content() -> None:
    for folder in WHEEL.get("force-include", {}):
        assert any((ROOT / folder).iterdir()), folder


def test_the_package_marks_itself_as_typed() -> None:
    assert (ROOT / "compiler" / "pilothouse" / "py.typed").is_file()


def test_the_version_is_a_release_by_semantic_versioning() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", pilothouse.__version__)


def test_every_link_of_the_metadata_leads_below_one_home() -> None:
    urls = PROJECT["project"]["urls"]
    assert {"Homepage", "Documentation", "Source", "Changelog", "Issues", "Security"} <= urls.keys()
    assert all(url == urls["Homepage"] or url.startswith(f"{urls['Homepage']}/") for url in urls.values())


def test_the_documents_name_no_other_home() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob(".github/**/*.*")]
    named = re.compile(r"(?:https://github\.com/|uses: )([\w.-]+/pilothouse)\b")
    homes = {home for path in documents for home in named.findall(path.read_text(encoding="utf-8"))}
    assert homes == {PROJECT["project"]["urls"]["Homepage"].removeprefix("https://github.com/")}
