"""A command that downloads Copilot, and the verified download that can replace it."""

from __future__ import annotations

import re

from pilothouse.build_commands import LAST_COPILOT, SHA256, as_item, install
from pilothouse.diagnostics.fix import Fix, ReplaceItem
from pilothouse.ir.script import Command
from pilothouse.ir.shell import download_path, simple_commands

_COPILOT = re.compile(
    r"https://(?:"
    r"ecs-cli-v2-release\.s3\.amazonaws\.com/copilot-linux(?P<bucket_arm>-arm64)?-v(?P<bucket>\d+\.\d+\.\d+)"
    r"|github\.com/aws/copilot-cli/releases/(?:latest/download|download/v(?P<github>\d+\.\d+\.\d+))"
    r"/copilot-linux(?P<github_arm>-arm64)?)(?![\w.-])"
)
"""Where AWS publishes the Linux binary; `latest` is the final release."""
_HARMLESS = re.compile(r"-[qfsSL]+|-nv|--(?:quiet|fail|silent|show-error|location)")


def copilot_sha256(text: str) -> str:
    """Return the checksum of the file that a command downloads if it is Copilot's final release, else ''."""
    found = _COPILOT.search(text)
    if found is None or (found["bucket"] or found["github"] or LAST_COPILOT) != LAST_COPILOT:
        return ""
    return SHA256["aarch64" if found["bucket_arm"] or found["github_arm"] else "x86_64"]


def checked_download(command: Command) -> Fix | None:
    """Return the fix of a command that only downloads Copilot, None for any other.

    For an earlier release the fix is a guess: the final one may package differently.
    """
    commands = list(simple_commands(command.text))
    if len(commands) != 1 or not _COPILOT.search(command.text):
        return None
    words = commands[0]
    path = download_path(words)
    rest = [word for word in words[1:] if not (word == path or _COPILOT.fullmatch(word))]
    outputs = [word for word in rest if not _HARMLESS.fullmatch(word)]
    if not path or len(outputs) > 1:  # at most the option that names the path
        return None
    edit = ReplaceItem(command.route, as_item(install(path)))
    title = f"download Copilot {LAST_COPILOT} and verify it, from PyPI if its bucket is gone"
    return Fix(title, (edit,), is_safe=bool(copilot_sha256(command.text)))
