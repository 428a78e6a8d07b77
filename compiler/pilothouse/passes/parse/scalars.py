"""The value of a plain scalar.

The rules are those of Copilot's parser (gopkg.in/yaml.v3): YAML 1.2's core schema, with `0777`, `0b11` and
`1_000` as integers. `yes` and `on` stay text, and so does a date: IAM requires `Version: 2012-10-17` as text.
"""

from __future__ import annotations

import re

from pilothouse.source.node import Scalar

_CONSTANTS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
MAX_INTEGER = 100
"""Characters; a longer number is read as a float, as that parser does beyond 64 bits."""
_MAY_BE_NUMBER = frozenset("0123456789+-.")
_INTEGER = re.compile(
    r"[-+]?(?:0[bB]_*[01][01_]*|0[oO]?_*[0-7][0-7_]*|0[xX]_*[0-9a-fA-F][0-9a-fA-F_]*|[1-9][0-9_]*|0_*)"
)
_OLD_OCTAL = re.compile(r"^([-+]?)0(?=[0-7])")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def resolve(text: str) -> Scalar:
    """Return the value of a plain (unquoted, untagged) scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _MAY_BE_NUMBER:
        return text
    if len(text) <= MAX_INTEGER and _INTEGER.fullmatch(text):
        digits = text.replace("_", "")
        return int(_OLD_OCTAL.sub(r"\g<1>0o", digits), 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
