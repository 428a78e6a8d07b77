"""Read one thing from a file, whatever else is in it."""

from __future__ import annotations

from pilothouse.ir.reader import Reader
from pilothouse.passes.parse import parse
from pilothouse.source.file import SourceFile
from pilothouse.workspace.find import Workspace
from pilothouse.workspace.read import UnreadableFileError, read_source


def manifest_name(file: SourceFile) -> str:
    """Return the pipeline's name that a manifest gives, or an empty text if it can't be told."""
    parsed = parse(file)
    return Reader(parsed.value).text("name") if parsed.value else ""


def manifest_connection(file: SourceFile) -> str:
    """Return the name of the connection that a manifest uses, or an empty text if it names none."""
    parsed = parse(file)
    return Reader(parsed.value, ("source", "properties")).text("connection_name") if parsed.value else ""


def application_name(file: SourceFile) -> str:
    """Return the application that a workspace's marker names, or an empty text if it can't be told."""
    parsed = parse(file)
    return Reader(parsed.value).text("application") if parsed.value else ""


def builds_windows(file: SourceFile) -> bool:
    """Return whether a workload's manifest asks for a Windows container, in any environment."""
    if "windows" not in file.text.lower():
        return False
    document = parse(file).value
    if document is None or not isinstance(document.data, dict):
        return False
    sections = [Reader(document), *Reader(document).entries("environments")]
    return any(_is_windows(section) for section in sections)


def _is_windows(section: Reader) -> bool:
    """Read `platform: windows/x86_64`, and `platform: {osfamily: windows_server_2019_core}`."""
    platform = section.child("platform")
    family = platform.data if isinstance(platform.data, str) else platform.text("osfamily")
    return family.lower().startswith("windows")


def application_in(workspace: Workspace | None) -> str:
    """Return the application that a workspace's marker names, or an empty text if it can't be told."""
    try:
        return application_name(read_source(workspace.marker)) if workspace else ""
    except UnreadableFileError:
        return ""
