"""`docs/codes/index.md`: every code by topic and by severity, with what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pilothouse.diagnostics.code import Code
from pilothouse.diagnostics.codes import ALL_CODES
from pilothouse.diagnostics.severity import Severity

PAGE = Path(__file__).parents[2] / "docs" / "codes" / "index.md"
INDEX_MARK = "<!-- index: written by make golden -->\n"
SEVERITIES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.NOTE: "Notes"}

TOPICS: dict[str, str] = {
    "Opening and reading files": "001 002 004 005 008 012 013 014 016 115",
    "YAML": "003 006 007 009 010 011 232 233",
    "Keys and values": "101 102 103 104 105 106 107 109 214",
    "Approvals": "108 114 710",
    "Source, branch and connection": "116 208 209 210 220 221 222 223 302 304 708",
    "Build, image and additional policy": "219 224 225 226 229 230 711",
    "Stages, deployments and dependencies": (
        "201 202 203 204 205 206 207 211 212 213 215 216 217 218 227 228 231"
    ),
    "Environments, regions and accounts": "301 303 305 306 307 308 309 310 311",
    "Buildspecs": "601 602 603 604 605 606 607 608 609 709",
    "Overrides": "501 502 503 504 505 506 507 510 113",
    "The template": "401 402 403 404 405 406 408 409 410",
    "Permissions": "701 702 703 704 705 706 707",
    "Ignore comments and settings": "110 111 112 117",
}
"""The numbers of the codes by topic, in the order of the page. Each code has one."""


def code_index() -> Iterator[tuple[Path, str]]:
    """Yield the page. Raises LookupError for a code that no topic lists."""
    prose = PAGE.read_text(encoding="utf-8").split(INDEX_MARK, maxsplit=1)[0].rstrip("\n")
    yield (
        PAGE,
        "\n".join(
            [prose, "", INDEX_MARK, "## By topic", "", *_by_topic(), "## By severity", "", *_by_severity()]
        ),
    )


def _by_topic() -> Iterator[str]:
    codes = {code.id.removeprefix("PH"): code for code in ALL_CODES}
    for topic, numbers in TOPICS.items():
        yield from _section(topic, [codes.pop(number) for number in numbers.split()])
    if codes:
        raise LookupError(f"no topic in {__name__} lists {', '.join(code.id for code in codes.values())}")


def _by_severity() -> Iterator[str]:
    for severity, title in SEVERITIES.items():
        yield from _section(title, [code for code in ALL_CODES if code.severity is severity])


def _section(title: str, codes: Iterable[Code]) -> Iterator[str]:
    yield from (f"### {title}", "", "| code | name | what it means |", "| --- | --- | --- |")
    for code in sorted(codes, key=lambda code: code.id):
        yield f"| [{code.id}]({code.id}-{code.slug}.md) | `{code.slug}` | {code.summary} |"
    yield ""
