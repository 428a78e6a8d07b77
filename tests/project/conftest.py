"""Fixtures of the tests about the project as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built as `make docs` does."""
    from tests.project.test_site import build_site  # MkDocs is imported only where a site is built

    folder = tmp_path_factory.mktemp("site")
    build_site(site_dir=str(folder))
    return folder
