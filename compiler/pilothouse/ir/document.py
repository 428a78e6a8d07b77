"""A YAML document as it was read: plain data, and the place of each part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pilothouse.source.file import SourceFile
from pilothouse.source.map import SourceMap


@dataclass(frozen=True, slots=True)
class Document:
    """Plain data (dict, list, str, int, float, bool, None) with its source.

    Tags for intrinsic functions (`!Sub x`) are in their long form (`{"Fn::Sub": "x"}`); timestamps are text.
    """

    file: SourceFile
    data: Any
    spans: SourceMap
