"""A program that is downloaded and run without verifying its checksum."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pilothouse.diagnostics import codes
from pilothouse.diagnostics.diagnostic import Diagnostic, Related
from pilothouse.diagnostics.place import Place, Value
from pilothouse.ir.script import Command, Script
from pilothouse.ir.shell import (
    downloaded_file,
    moved_file,
    pipes_download_to_shell,
    run_files,
    simple_commands,
)
from pilothouse.rules.buildspec.copilot_download import checked_download, copilot_sha256

_CHECK = re.compile(r"\b(?:sha\d+sum|shasum|b2sum|gpgv?|cosign|minisign|openssl\s+dgst)\b")


def check(script: Script) -> Iterator[Diagnostic]:
    """Yield a warning for each; a buildspec that verifies one download is assumed to verify them all."""
    commands = [command for command in script.commands() if command.text]
    for command in commands:
        if pipes_download_to_shell(command.text):
            message = "this command runs what it downloads without verifying it"
            help = "download to a file, check it with sha256sum, then run it"
            yield Diagnostic(codes.UNCHECKED_DOWNLOAD, message, _place(script, command), help)
    if not any(_CHECK.search(command.text) for command in commands):
        yield from _unchecked(script, commands)


def _unchecked(script: Script, commands: list[Command]) -> Iterator[Diagnostic]:
    downloads: dict[str, Command] = {}
    for command in commands:
        for words in simple_commands(command.text):
            old, new = moved_file(words)
            if old in downloads:
                downloads[new] = downloads.pop(old)
            for name in sorted(run_files(words) & downloads.keys()):
                yield _finding(script, name, downloads.pop(name), command)
            if name := downloaded_file(words):
                downloads[name] = command


def _finding(script: Script, name: str, download: Command, run: Command) -> Diagnostic:
    is_elsewhere = download.route != run.route
    digest = copilot_sha256(download.text)
    return Diagnostic(
        codes.UNCHECKED_DOWNLOAD,
        f"{name} is downloaded and run without verification",
        _place(script, download),
        f'keep its checksum in the repository: echo "{digest or "SHA256"}  {name}" | sha256sum --check',
        (Related(_place(script, run), "first run here"),) if is_elsewhere else (),
        fix=checked_download(download),
    )


def _place(script: Script, command: Command) -> Place:
    return Place(script.document.file.path, Value(command.route))
