"""What the documents for people name exists: files, links, targets of make."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMED_PATH = re.compile(r"`((?:\.ci|benchmarks|compiler|docs|fixtures|schemas|tests)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)(?:#[^)]*)?\)")
ANCHOR = re.compile(r"\]\((?!https?://)([^)#]*)#([^)]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
MAKE = re.compile(r"(?:`|^    )(?:[A-Z]+=\S+ )*make ([a-z][a-z-]*)", re.MULTILINE)
TARGETS = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def each_document(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("document", paths, ids=lambda path: str(path.relative_to(ROOT)))


@each_document(DOCUMENTS)
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    missing = [path for path in NAMED_PATH.findall(document.read_text()) if not (ROOT / path).exists()]
    assert not missing


@each_document(DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(document: Path) -> None:
    missing = [path for path in LINK.findall(document.read_text()) if not (document.parent / path).exists()]
    assert not missing


def anchors(document: Path) -> set[str]:
    """Return the anchors that a code host gives to a document's headings."""
    text = re.sub(r"^```.*?^```", "", document.read_text(), flags=re.DOTALL | re.MULTILINE)
    headings = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading) for heading in HEADING.findall(text))
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@each_document(DOCUMENTS)
def test_every_anchor_that_a_document_links_to_is_a_heading(document: Path) -> None:
    links = ANCHOR.findall(document.read_text())
    targets = [((document.parent / path) if path else document, anchor) for path, anchor in links]
    assert [
        anchor for target, anchor in targets if target.suffix == ".md" and anchor not in anchors(target)
    ] == []


@each_document(DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(document: Path) -> None:
    targets = TARGETS.findall((ROOT / "Makefile").read_text())
    assert set(MAKE.findall(document.read_text())) <= set(targets)


def test_make_explains_every_target() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    explained = re.findall(r"^([a-z][a-z-]*):.*## \S", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert sorted(explained) == sorted(phony[0].split())
