"""Paths as URIs."""

import pytest

from pilothouse.render.uri import uri_of


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("copilot/pipelines/web/manifest.yml", "copilot/pipelines/web/manifest.yml"),
        ("../other/manifest.yml", "../other/manifest.yml"),
        ("a b/100%/é.yml", "a%20b/100%25/%C3%A9.yml"),
        ("b\udcff/a.yml", "b%FF/a.yml"),
        ("\ud800.yml", "%ED%A0%80.yml"),
        ("/srv/a b.yml", "file:///srv/a%20b.yml"),
        ("C:/work/a b.yml", "file:///C:/work/a%20b.yml"),
    ],
)
def test_a_path_is_written_as_a_uri(path: str, uri: str) -> None:
    assert uri_of(path) == uri
