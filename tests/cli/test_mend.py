"""Fixes of whole manifests: what is meant stays, other text stays to the byte, and once is enough."""

from __future__ import annotations

import re
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilothouse.cli.mend import mend
from pilothouse.diagnostics.fix import Fix
from pilothouse.driver import Request, load_context
from pilothouse.ir.context import Context
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from pilothouse.view import View
from tests.cli.workspaces import CONTEXT, MANIFEST

PATH = "copilot/pipelines/web/manifest.yml"
LINT = View(unchecked=frozenset())
FIXTURES = Path(__file__).parents[2] / "fixtures"


def known_context(text: str = CONTEXT) -> Context:
    outcome, _ = load_context(SourceFile("copilot/context.yml", text))
    assert outcome.value
    return outcome.value


def safe(fix: Fix) -> bool:
    return fix.is_safe


def any_fix(_fix: Fix) -> bool:
    return True


def request(text: str, context: Context | None = None) -> Request:
    workloads = ("api", "frontend", "report") if context else ("api",)
    return Request(SourceFile(PATH, text), "copilot/pipelines/web", context or known_context(), workloads)


def mended(text: str) -> str:
    changes = mend([request(text)], LINT, safe)
    return changes[0].after.text if changes else text


def data_of(text: str) -> Any:
    document = parse(SourceFile(PATH, text)).value
    assert document
    return document.data


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    repository: https://github.com/acme/web", "    repository: https://github.com/acme/web"),
        (
            "    repository: 'https://github.com/acme/web.git' # c",
            "    repository: 'https://github.com/acme/web' # c",
        ),
        ("    repository: git@github.com:acme/web.git", "    repository: https://github.com/acme/web"),
        ("    Repository: acme/web", "    repository: acme/web"),
    ],
)
def test_a_line_of_the_source_is_fixed(before: str, after: str) -> None:
    line = "    repository: https://github.com/acme/web"
    assert mended(MANIFEST.replace(line, before)) == MANIFEST.replace(line, after)


def test_fixes_of_fixes_are_made_too() -> None:
    text = (
        "Name: web\nSource:\n  Provider: github\n"
        "  properties: {repository: acme/web.git}\nSTAGES:\n- Name: test\n"
    )
    (change,) = mend([request(text)], LINT, safe)
    assert change.after.text == (
        "name: web\nversion: 1\nsource:\n  provider: GitHub\n"
        "  properties: {repository: https://github.com/acme/web}\nstages:\n- name: test\n"
    )
    assert len(change.fixed) == 8


def test_what_is_ignored_is_not_fixed() -> None:
    text = MANIFEST.replace("acme/web", "acme/web.git # pilothouse: ignore[unusual-repository]")
    assert mended(text) == text


def test_a_file_that_is_not_yaml_is_left_alone() -> None:
    assert mended("name: [\n") == "name: [\n"


ERRORS = sorted(
    path for path in (FIXTURES / "errors").glob("PH*.yml") if not path.name.endswith(".context.yml")
)


@pytest.mark.parametrize("path", ERRORS, ids=lambda path: path.stem)
@pytest.mark.parametrize("wanted", [safe, any_fix], ids=["safe", "unsafe"])
def test_fixing_twice_is_fixing_once(path: Path, wanted: Any) -> None:
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        return
    context = known_context((FIXTURES / "context.yml").read_text())
    once = mend([request(text, context)], LINT, wanted)
    after = once[0].after.text if once else text
    assert mend([request(after, context)], LINT, wanted) == ()


# A manifest in pieces: each piece is a list of lines that mean something, in one of several spellings.
COMMENT = st.sampled_from(["", "", " # why", "  #: a: b", " # é 😀", " # [x, x]"])
LINE = st.sampled_from([[], [], [""], ["# a separate comment"], ["  # indented"]])
QUOTE = st.sampled_from(["{}", "'{}'", '"{}"'])
URL = st.sampled_from(
    [
        "https://github.com/acme/web",
        "https://github.com/acme/web.git",
        "https://github.com/acme/web/",
        "git@github.com:acme/web.git",
        "ssh://git@github.com/acme/web",
    ]
)
APPROVAL = st.sampled_from(
    ["requires_approval", "require_approval", "requires-approval", "Requires_Approval"]
)
DEPLOYMENTS = st.sampled_from(["deployments", "Deployments", "DEPLOYMENTS"])
NAMES = ["api", "web", "jobs"]


@st.composite
def depends_on(draw: st.DrawFn) -> list[str]:
    names = draw(st.lists(st.sampled_from(NAMES[:2]), min_size=1, max_size=5))
    quoted = [draw(QUOTE).format(name) for name in names]
    key = draw(st.sampled_from(["depends_on", "dependsOn", "depends-on"]))
    match draw(st.sampled_from(["flow", "spread", "block"])):
        case "flow":
            return [
                f"        {key}: [{draw(st.sampled_from([', ', ',', ' , '])).join(quoted)}]{draw(COMMENT)}"
            ]
        case "spread":
            items = [f"          {name},{draw(COMMENT)}" for name in quoted]
            return [f"        {key}: [", *items, "        ]"]
        case _:
            indent = draw(st.sampled_from(["        ", "          "]))
            items = [line for name in quoted for line in (*draw(LINE), f"{indent}- {name}{draw(COMMENT)}")]
            return [f"        {key}:{draw(COMMENT)}", *items]


@st.composite
def manifests(draw: st.DrawFn) -> str:
    lines = [
        *draw(LINE),
        f"{draw(QUOTE).format('name')}: {draw(QUOTE).format('web')}{draw(COMMENT)}",
        *draw(st.sampled_from([[], ["version: 1"], ["Version: 1 # one"]])),
        *draw(LINE),
        f"source:{draw(COMMENT)}",
        f"  provider: {draw(st.sampled_from(['GitHub', 'github', 'GITHUB']))}{draw(COMMENT)}",
        "  properties:",
        f"    repository: {draw(QUOTE).format(draw(URL))}{draw(COMMENT)}",
        "stages:",
        *draw(LINE),
        "  - name: test" + draw(st.sampled_from(["", " # pilothouse: ignore[empty-stage]"])),
        f"    {draw(QUOTE).format(draw(APPROVAL))}: true{draw(COMMENT)}",
        *draw(st.sampled_from([[], ["    # pilothouse: ignore[PH301, PH204] gone"]])),
        f"    {draw(DEPLOYMENTS)}:{draw(COMMENT)}",
        *(f"      {name}:" for name in NAMES[:2]),
        f"      {NAMES[2]}:",
        *draw(depends_on()),
        *draw(LINE),
    ]
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    return ends.join(lines) + draw(st.sampled_from(["", ends]))


def intended(data: Any) -> Any:
    """What a manifest's author must have meant, as plain data."""
    spellings = {
        "requireapproval": "requires_approval",
        "requiresapproval": "requires_approval",
        "dependson": "depends_on",
    }
    if isinstance(data, dict):
        plain = {re.sub("[-_]", "", key).lower(): key for key in data}
        renamed = {
            spellings.get(plain_key, key.lower()): intended(data[key]) for plain_key, key in plain.items()
        }
        if "depends_on" in renamed:
            renamed["depends_on"] = list(dict.fromkeys(renamed["depends_on"]))
        if "repository" in renamed:
            renamed["repository"] = "https://github.com/acme/web"
        if "provider" in renamed:
            renamed["provider"] = "GitHub"
        return renamed | ({"version": 1} if "stages" in renamed else {})
    return [intended(one) for one in data] if isinstance(data, list) else data


@settings(max_examples=50)
@given(manifests())
def test_a_fixed_manifest_means_what_was_meant(text: str) -> None:
    assert data_of(mended(text)) == intended(data_of(text))


@settings(max_examples=50)
@given(manifests())
def test_a_fixed_manifest_has_nothing_more_to_fix(text: str) -> None:
    once = mended(text)
    assert mended(once) == once


@settings(max_examples=50)
@given(manifests())
def test_only_what_is_fixed_changes(text: str) -> None:
    """A line that is left keeps its blanks, quotes and comments; the one that may be new is the version."""
    after = mended(text)
    changes = ndiff(masked(text), masked(after))
    assert [line for line in changes if line.startswith("+ ")] in ([], ["+ _: 1"])
    assert {re.sub(r"[^\r\n]", "", line) for line in re.findall(r"[^\n]*\n", after)} <= set(
        re.findall(r"\r?\n", text)
    )


def masked(text: str) -> list[str]:
    """Return the lines of a text without the words that may be fixed."""
    return [MENDED.sub("_", re.sub(" *# pilothouse.*", "", line)) for line in text.splitlines()]


MENDED = re.compile(
    r"(?i)version|provider|github$|github(?= )|https?://[\w./]+|(?:ssh://)?git@[\w./:]+"
    r"|requires?[-_]approval|deployments|depends[-_]?on|(?<=\[).*(?=\])"
)
