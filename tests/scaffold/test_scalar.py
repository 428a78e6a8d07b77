"""A text comes back from YAML as it was."""

import pytest
from ruamel.yaml import YAML

from pilothouse.scaffold.scalar import scalar


@pytest.mark.parametrize(
    "text", ["main", "release/2.0", "2.0", "1e3", "on", "No", "a: b", "a #b", "x:", "0123", "~", "é"]
)
def test_a_text_comes_back(text: str) -> None:
    for version in ("1.1", "1.2"):
        reader = YAML(typ="safe", pure=True)
        reader.version = version
        assert reader.load(f"key: {scalar(text)}\n") == {"key": text}


def test_what_is_plain_stays_plain() -> None:
    assert scalar("https://github.com/acme/web") == "https://github.com/acme/web"
