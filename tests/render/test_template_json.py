"""A template as JSON."""

from __future__ import annotations

import json

from pilothouse.render.template_json import template_json


def test_json_is_indented_ascii_in_the_order_given() -> None:
    assert template_json({"b": {"Ref": "X"}, "a": ["é"]}) == (
        '{\n  "b": {\n    "Ref": "X"\n  },\n  "a": [\n    "\\u00e9"\n  ]\n}\n'
    )


def test_json_reads_back_as_written() -> None:
    template = {"A": [1, 1.5, True, None, "\u2028\x1b"]}
    assert json.loads(template_json(template)) == template
