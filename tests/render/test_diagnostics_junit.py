"""A JUnit report as its readers take it."""

from junitparser import Failure, JUnitXml, TestCase, TestSuite

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Source, Sources
from pilothouse.diagnostics.place import Place
from pilothouse.diagnostics.severity import Severity
from pilothouse.render.diagnostics_junit import diagnostics_junit
from pilothouse.source.file import SourceFile
from tests.render.build import error, place, sources, warning

CLEAN = {"clean.yml": Source(SourceFile("clean.yml", ""))}


def suites(
    findings: list[Diagnostic], where: Sources, threshold: Severity = Severity.ERROR
) -> dict[str, TestSuite]:
    report = JUnitXml.fromstring(
        diagnostics_junit(findings, where, lambda one: one.severity >= threshold).encode()
    )
    return {suite.name: suite for suite in report}


def cases(suite: TestSuite) -> list[TestCase]:
    return list(suite)


def test_each_finding_is_a_test_that_failed() -> None:
    finding = error(place(1, 7, 1, 8), help="fix it\nor leave it")
    suite = suites([finding], sources("name: x\n"))["manifest.yml"]
    (case,) = cases(suite)
    (failure,) = case.result
    assert isinstance(failure, Failure)
    assert (case.name, case.classname) == ("PH900 broken-thing name: x", "manifest.yml")
    assert (failure.message, failure.type) == ("it is broken", "error")
    assert failure.text == "manifest.yml:1:7\nit is broken\nfix it\nor leave it"
    assert (suite.tests, suite.failures, suite.errors) == (1, 1, 0)


def test_a_finding_below_the_threshold_passes_with_its_words() -> None:
    (case,) = cases(suites([warning(Place("a.yml"))], {})["a.yml"])
    assert case.is_passed
    assert case.system_out == "a.yml\nit is doubtful"


def test_a_lower_threshold_makes_it_fail() -> None:
    (case,) = cases(suites([warning(Place("a.yml"))], {}, Severity.WARNING)["a.yml"])
    assert not case.is_passed


def test_a_file_without_findings_is_a_test_that_passed() -> None:
    found = suites([error(Place("a.yml"))], CLEAN)
    assert list(found) == ["a.yml", "clean.yml"]
    (case,) = cases(found["clean.yml"])
    assert (case.name, case.is_passed) == ("no findings", True)


def test_the_whole_report_is_counted() -> None:
    report = JUnitXml.fromstring(diagnostics_junit([error(Place("a.yml"))], CLEAN, lambda _: True).encode())
    assert (report.tests, report.failures, report.errors) == (2, 1, 0)


def test_characters_that_xml_forbids_are_escaped() -> None:
    finding = error(Place("a\x00.yml"), 'a "<b>" & \x1b[31m \ufffe')
    (suite,) = suites([finding], {}).values()
    (case,) = cases(suite)
    assert case.result[0].message == 'a "<b>" & \\x1b[31m \\ufffe'
    assert suite.name == "a\\x00.yml"


def test_a_test_keeps_its_name_when_lines_move_and_repeats_are_numbered() -> None:
    def names(text: str, line: int) -> list[str]:
        here = place(line, 1, line, 5)
        return [
            case.name for case in cases(suites([error(here), error(here)], sources(text))["manifest.yml"])
        ]

    expected = ["PH900 broken-thing name: x", "PH900 broken-thing name: x (2)"]
    assert names("name: x\n", 1) == names("# new\n\nname: x\n", 3) == expected


def test_commands_and_controls_are_escaped() -> None:
    report = diagnostics_junit(
        [error(Place("a\x1b.yml"), "##[error]\n::x", "y\n::error::z")], {}, lambda _: True
    )
    assert "\x1b" not in report
    assert "##[" not in report
    assert "\n::" not in report
