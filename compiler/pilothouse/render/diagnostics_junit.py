"""Findings as a JUnit report: a suite for each file, a test case for each finding in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from xml.etree import ElementTree as Xml

from pilothouse.diagnostics.diagnostic import Diagnostic
from pilothouse.diagnostics.locate import Sources, locate
from pilothouse.render.escape import terminal_line
from pilothouse.render.fingerprint import identities


def diagnostics_junit(
    findings: Sequence[Diagnostic], sources: Sources, is_failure: Callable[[Diagnostic], bool]
) -> str:
    """Write a suite for each file that was read or has a finding.

    A finding that `is_failure` is a failure in the report; any other passes, with its message as output. A
    file without findings is one test that passes.
    """
    files = dict.fromkeys((*sources, *(finding.place.path for finding in findings)))
    root = Xml.Element("testsuites", name="pilothouse")
    for path in sorted(files):
        here = [finding for finding in findings if finding.place.path == path]
        root.append(_suite(path, here, sources, is_failure))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=False).join(
        ('<?xml version="1.0" encoding="UTF-8"?>\n', "\n")
    )


def _suite(
    path: str, findings: Sequence[Diagnostic], sources: Sources, is_failure: Callable[[Diagnostic], bool]
) -> Xml.Element:
    named = zip(findings, identities(findings, sources), strict=True)
    cases = [_case(one, identity, sources, is_failure) for one, identity in named] or [_passed(path)]
    failures = sum(case.find("failure") is not None for case in cases)
    suite = Xml.Element("testsuite", name=terminal_line(path), tests=str(len(cases)), failures=str(failures))
    suite.set("errors", "0")
    suite.set("time", "0")
    suite.extend(cases)
    return suite


def _passed(path: str) -> Xml.Element:
    return _test_case("no findings", path)


def _case(
    finding: Diagnostic, identity: tuple[str, int], sources: Sources, is_failure: Callable[[Diagnostic], bool]
) -> Xml.Element:
    """Write a finding; its test keeps its name in the next run, even if lines above it moved."""
    span = locate(finding.place, sources).span
    where = f":{span.start.line}:{span.start.column}" if span else ""
    path = finding.place.path
    place, number = identity
    name = f"{finding.code.id} {finding.code.slug} {place}".rstrip()
    case = _test_case(f"{name} ({number + 1})" if number else name, path)
    case.set("file", terminal_line(path))
    if span:
        case.set("line", str(span.start.line))
    text = _lines((f"{path}{where}", finding.message, *finding.help.split("\n")))
    if is_failure(finding):
        label = finding.severity.label
        failure = Xml.SubElement(case, "failure", message=terminal_line(finding.message), type=label)
        failure.text = text
    else:
        Xml.SubElement(case, "system-out").text = text
    return case


def _test_case(name: str, path: str) -> Xml.Element:
    return Xml.Element("testcase", name=terminal_line(name), classname=terminal_line(path), time="0")


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(terminal_line(line) for line in lines if line)
