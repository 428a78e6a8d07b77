"""Texts: names, and scalars that YAML may read as something else."""

from typing import Any

import yaml
from hypothesis import strategies as st


class Plain(str):
    """Text to be written without quotes, whatever YAML takes it for: `2012-10-17`, `yes`, `0123`."""

    __slots__ = ()


class Tagged:
    """A value with a tag: `!Sub …`."""

    def __init__(self, tag: str, value: str | list[Any]) -> None:
        self.tag, self.value = tag, value

    def __repr__(self) -> str:
        return f"{self.tag} {self.value!r}"


names = st.from_regex(r"[A-Za-z0-9_.][A-Za-z0-9.@_-]{0,11}", fullmatch=True)
stack_names = st.from_regex(r"[A-Za-z][A-Za-z0-9-]{0,14}", fullmatch=True)
identifiers = st.from_regex(r"[a-z][a-z0-9-]{0,9}[a-z0-9]", fullmatch=True)

LOOKS_LIKE_ANOTHER_TYPE = tuple(
    Plain(text)
    for text in (
        *("1.10", "0123", "yes", "on", "2024-01-01", "0x1F", "1_000", "true", "12:30", "1e3", "~"),
        *("0888", "012345678901", "-0987", "0o17", "-.5", "1:30.5", ".inf"),
    )
)
ODD_VALUES = (None, "", 5, 1.5, True, [], {}, ["a"], {"a": "b"}, *LOOKS_LIKE_ANOTHER_TYPE)
ODD_TEXTS = (
    "a: b",
    "a #b",
    "#a",
    "- a",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a",
    "{a}",
    "[a]",
    "a:",
    "'a",
    '"a',
    " a ",
    "é",
    "?",
)


class ManifestDumper(yaml.SafeDumper):
    """Writes plain and tagged scalars as they are meant."""


def _plain(dumper: ManifestDumper, value: Plain) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, value)


def _tagged(dumper: ManifestDumper, value: Tagged) -> yaml.Node:
    if isinstance(value.value, str):
        return dumper.represent_scalar(value.tag, value.value)
    return dumper.represent_sequence(value.tag, value.value)


ManifestDumper.add_representer(Plain, _plain)
ManifestDumper.add_representer(Tagged, _tagged)


def write(document: object, *, flow: bool | None) -> str:
    """A document as YAML in block or flow style; None is a mix of both."""
    text: str = yaml.dump(
        document,
        Dumper=ManifestDumper,
        sort_keys=False,
        allow_unicode=True,
        width=100,
        default_flow_style=flow,
    )
    # In flow style some plain scalars need quotes, and get a tag that nobody would write.
    return write(document, flow=False) if "!!" in text and flow is not False else text
