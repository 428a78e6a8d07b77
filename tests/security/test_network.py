"""The network is used for AWS only, by boto3 and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pilothouse

PACKAGE = Path(pilothouse.__file__).parent
OF_THE_NETWORK = {
    *("aiohttp", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket"),
    *("socketserver", "ssl", "telnetlib", "urllib3", "webbrowser", "websockets", "xmlrpc"),
}
OF_AWS = {"boto3", "botocore"}


def imported() -> Iterator[tuple[str, str]]:
    """Yield each module of ours with each module that it imports; `urllib.request` by its whole name."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((name, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield name, node.module
                yield from ((name, f"{node.module}.{alias.name}") for alias in node.names)


def test_no_module_opens_connections_itself() -> None:
    found = [
        (name, module)
        for name, module in imported()
        if module.partition(".")[0] in OF_THE_NETWORK or module.startswith("urllib.request")
    ]
    assert not found


def test_only_the_folder_for_aws_uses_boto3() -> None:
    users = {name.partition("/")[0] for name, module in imported() if module.partition(".")[0] in OF_AWS}
    assert users == {"aws"}
