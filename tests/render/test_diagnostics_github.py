"""Workflow commands as GitHub's runner reads them."""

import re

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.diagnostics_github import diagnostics_github
from tests.render.build import error, place, sources, warning

TEXT = sources("name: x\nb: 1\n")


def read(line: str) -> tuple[str, dict[str, str], str]:
    """Read a command the way the runner does (actions/runner, ActionCommand.cs)."""
    match = re.fullmatch(r"::(\S+) ([^\n]*?)::([^\n]*)", line)
    assert match
    unescape = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}

    def plain(text: str) -> str:
        return re.sub("%(?:0D|0A|3A|2C|25)", lambda found: unescape[found[0]], text)

    properties = dict(one.split("=", 1) for one in match[2].split(","))
    return match[1], {name: plain(value) for name, value in properties.items()}, plain(match[3])


def command(finding: Diagnostic, where: Sources = TEXT) -> tuple[str, dict[str, str], str]:
    return read(diagnostics_github([finding], where).removesuffix("\n"))


def test_a_finding_is_one_command() -> None:
    assert diagnostics_github([error(place(1, 7, 1, 8), help="fix it")], TEXT) == (
        "::error file=manifest.yml,line=1,endLine=1,col=7,endColumn=8,title=PH900 broken-thing"
        "::it is broken%0Afix it\n"
    )


def test_the_severity_chooses_the_command() -> None:
    note = warning(place(1, 1, 1, 2)).at_severity(Severity.NOTE)
    assert [command(one)[0] for one in (error(place(1, 1, 1, 2)), warning(place(1, 1, 1, 2)), note)] == [
        "error",
        "warning",
        "notice",
    ]


def test_what_would_end_a_command_is_escaped() -> None:
    path, message = "a,b:c%2C.yml", "50% :: of\nit"
    kind, properties, text = command(error(Place(path), message), {})
    assert (kind, properties["file"], text) == ("error", path, message)


def test_columns_are_only_given_within_one_line() -> None:
    _, properties, _ = command(error(place(1, 3, 2, 2)))
    assert properties == {
        "file": "manifest.yml",
        "line": "1",
        "endLine": "2",
        "title": "PH900 broken-thing",
    }


def test_no_findings_give_no_output() -> None:
    assert diagnostics_github([], {}) == ""
