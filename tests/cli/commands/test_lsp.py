"""The language server is an extra: without it there is a clear word."""

import sys

import pytest

from tests.cli.workspaces import run


def test_without_the_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.split(".")[0] in ("pygls", "lsprotocol")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.delitem(sys.modules, "pilothouse.lsp.server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls", None)
    result = run("lsp")
    assert result.exit_code == 3
    assert "the language server needs pygls, which is not installed" in result.stderr
    assert "pip install 'pilothouse[lsp]'" in result.stderr
