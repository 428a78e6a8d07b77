"""Broken messages are answered, by a server over standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
INITIALIZE = {
    "id": 1,
    "method": "initialize",
    "params": {"capabilities": {}, "processId": None, "rootUri": None},
}


def talk(*messages: dict[str, Any] | bytes) -> tuple[list[dict[str, Any]], int]:
    """Say all of this to a server; return its messages and its exit code."""
    bodies = [
        one if isinstance(one, bytes) else json.dumps({"jsonrpc": "2.0", **one}).encode() for one in messages
    ]
    result = subprocess.run(
        [sys.executable, "-m", "pilothouse", "lsp"],
        input=b"".join(b"Content-Length: %d\r\n\r\n%b" % (len(body), body) for body in bodies),
        env={**os.environ, "PYTHONPATH": str(ROOT / "compiler")},
        capture_output=True,
        timeout=60,
        check=False,
    )
    parts = result.stdout.split(b"Content-Length: ")[1:]
    return [json.loads(part.partition(b"\r\n\r\n")[2]) for part in parts], result.returncode


def errors(messages: list[dict[str, Any]]) -> dict[Any, int]:
    return {one["id"]: one["error"]["code"] for one in messages if "error" in one}


def test_wrong_requests_get_their_errors() -> None:
    messages, code = talk(
        {"id": 7, "method": "textDocument/hover", "params": {}},
        {"id": 8, "method": "shutdown"},
        INITIALIZE,
        {"id": 2, "method": "textDocument/hover", "params": {"textDocument": 3}},
        {"id": 3, "method": "textDocument/hover"},
        {"id": 4, "method": "shutdown"},
        {
            "id": 5,
            "method": "textDocument/hover",
            "params": {"textDocument": {"uri": "file:///a"}, "position": {"line": 0, "character": 0}},
        },
        {"method": "exit"},
    )
    assert errors(messages) == {7: -32602, 8: -32002, 2: -32602, 3: -32602, 5: -32600}
    assert code == 0


def test_leaving_without_a_farewell_is_a_failure() -> None:
    assert talk(INITIALIZE, {"method": "exit"})[1] == 1


def test_text_that_is_not_utf8_is_accepted(tmp_path: Path) -> None:
    path = tmp_path / "copilot/pipelines/web/manifest.yml"
    opened = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": "name: X\n"}
    message = json.dumps(
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": opened}}
    )
    messages, _ = talk(INITIALIZE, message.encode().replace(b"X", b"\xff"))
    assert [one["method"] for one in messages if "method" in one] == ["textDocument/publishDiagnostics"]


def test_many_keystrokes_are_checked_once_and_findings_tell_their_version(tmp_path: Path) -> None:
    uri = (tmp_path / "copilot/pipelines/web/manifest.yml").as_uri()
    opened = {"uri": uri, "languageId": "yaml", "version": 0, "text": "name: web\n"}
    changes = [
        {
            "method": "textDocument/didChange",
            "params": {
                "textDocument": {"uri": uri, "version": version},
                "contentChanges": [{"text": f"name: web # {'x' * version}\n"}],
            },
        }
        for version in range(1, 21)
    ]
    hover = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    messages, _ = talk(
        INITIALIZE,
        {"method": "textDocument/didOpen", "params": {"textDocument": opened}},
        *changes,
        {"id": 2, "method": "textDocument/hover", "params": hover},
    )
    versions = [
        one["params"]["version"] for one in messages if one.get("method", "").endswith("publishDiagnostics")
    ]
    assert versions[0] == 0
    assert versions[-1] == 20
    assert len(versions) < 10
