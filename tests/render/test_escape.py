"""Foreign text in each kind of output: what it must not become, and that it stays readable."""

from __future__ import annotations

import json
import math
import subprocess
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
import yaml

from pilothouse.render import escape
from pilothouse.render.cells import shown
from pilothouse.yaml_text.template import template_yaml

BELL, RIGHT_TO_LEFT, LONE = "\x07", "\u202e", "\ud800"
HOSTILE = (
    f"\x1b]0;T{BELL}",
    RIGHT_TO_LEFT,
    "\u2066\x9b\x00\x7f\ufeff\u2028",
    LONE,
    "a\n::error file=x::forged",
    "::warning::forged",
    "  ::add-mask::e",
    "a ##[add-mask]e",
    "##vso[task.setvariable variable=x]y",
    "##teamcity[message text='x']",
    "<img src=x onerror=alert(1)> & \"quoted\" 'too'",
    "*bold* _it_ [link](x) `code` ``` | ~~~ @octocat #12 $x$",
    "\\",
)
FORMS = (
    escape.terminal_text,
    escape.terminal_line,
    escape.github_data,
    escape.github_property,
    escape.xml_text,
    escape.markdown_text,
    escape.markdown_html,
    escape.markdown_code,
    escape.mermaid_label,
    escape.mermaid_title,
    escape.dot_string,
    escape.yaml_comment,
    escape.diff_name,
    escape.json_text,
)


def commands(text: str) -> list[str]:
    """Find lines that GitHub, Azure or TeamCity would take for commands."""
    markers = ("##[", "##vso[", "##teamcity[")
    return [
        line
        for line in text.splitlines()
        if line.strip().startswith("::") or any(one in line for one in markers)
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
@pytest.mark.parametrize("text", HOSTILE)
def test_no_control_and_no_command_is_left(form: escape.Writer, text: str) -> None:
    written = form(text).removesuffix("\t")
    assert all(character == "\n" or character.isprintable() or character == "\u200b" for character in written)
    written.encode()
    if form not in (escape.github_data, escape.github_property, escape.diff_name):  # never at a line's start
        assert commands(written) == []


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    "form", [f for f in FORMS if f is not escape.terminal_text and f is not escape.json_text]
)
def test_a_value_stays_on_its_line(form: escape.Writer, text: str) -> None:
    assert "\n" not in form(text)


def test_common_text_is_written_as_it_is() -> None:
    text = "a-b_c/d.yml: 50% of → é 名"
    assert escape.terminal_text(f"{text}\n\n  {text}") == f"{text}\n\n  {text}"
    assert escape.xml_text(text) == text


def test_colours_of_a_palette_stay_and_others_do_not() -> None:
    text = "\x1b[1;31merror\x1b[0m \x1b[2J"
    assert escape.terminal_text(text, keeps_colours=True) == "\x1b[1;31merror\x1b[0m \\x1b[2J"
    assert escape.terminal_text(text) == "\\x1b[1;31merror\\x1b[0m \\x1b[2J"


@pytest.mark.parametrize("text", HOSTILE)
def test_xml_reads_back_what_a_terminal_would_show(text: str) -> None:
    element = Xml.fromstring(f'<a b="{escape.xml_text(text)}">{escape.xml_text(text)}</a>')
    assert element.text == element.get("b") == shown(text)


def test_markdown_mentions_nobody() -> None:
    for written in (escape.markdown_text("Go.@octocat #12"), escape.markdown_html("Go.@octocat #12")):
        assert "@octocat" not in written
        assert "@\u200boctocat" in written
        assert "#12" not in written


@pytest.mark.parametrize("text", HOSTILE)
def test_json_is_for_every_reader(text: str) -> None:
    written = escape.json_text({text: [text]})
    assert written.isascii()
    readable = text.replace(LONE, "\\ud800")
    assert json.loads(written) == {readable: [readable]}


def test_json_writes_what_it_has_no_form_for_as_text() -> None:
    written = escape.json_text({"a": [math.inf, -math.inf, math.nan, 1.5]})
    assert json.loads(written, parse_constant=pytest.fail) == {"a": [".inf", "-.inf", ".nan", 1.5]}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_yaml_template_reads_back_without_being_a_command(text: str) -> None:
    template = {text: [text, f"first\n{text}\nlast\n"], "a": {text: text}}
    written = template_yaml(template)
    assert commands(written) == []
    if LONE not in text:  # which no YAML reader takes
        assert yaml.safe_load(written) == template


@pytest.mark.parametrize(
    "name", ["a b.yml", 'a"b.yml', "a\\b.yml", "é名.yml", "a\tb.yml", "a\nb.yml", "a\x1b.yml", "a\udcff.yml"]
)
def test_git_reads_the_name_in_the_header_of_a_diff(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old\n")
    shown = escape.diff_name(name)
    patch = f"--- {shown}\n+++ {shown}\n@@ -1 +1 @@\n-old\n+new\n"
    subprocess.run(["git", "apply", "-p0"], input=patch.encode(), cwd=tmp_path, check=True)
    assert (tmp_path / name).read_text() == "new\n"
