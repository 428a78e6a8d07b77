"""Read a single value from a file, whatever else is in it."""

from __future__ import annotations

from pathlib import Path

from pilothouse.ir.reader import Reader
from pilothouse.passes.parse import parse
from pilothouse.rules.buildspecs import is_workspace_file
from pilothouse.source.file import SourceFile
from pilothouse.workspace.files import WorkspaceFiles
from pilothouse.workspace.find import Workspace, manifest_directory
from pilothouse.workspace.read import UnreadableFileError, read_source


def manifest_name(file: SourceFile) -> str:
    """Return the pipeline's name in a manifest, or an empty text if it can't be read."""
    parsed = parse(file)
    return Reader(parsed.value).text("name") if parsed.value else ""


def manifest_connection(file: SourceFile) -> str:
    """Return the name of a manifest's connection, or an empty text if it has none."""
    parsed = parse(file)
    return Reader(parsed.value, ("source", "properties")).text("connection_name") if parsed.value else ""


def missing_buildspec(manifest: Path, workspace: Workspace) -> str:
    """Return the path of the build's buildspec if that is a file of the workspace, and not there; else ''."""
    try:
        parsed = parse(read_source(manifest))
    except UnreadableFileError:
        return ""
    given = Reader(parsed.value, ("build",)).text("buildspec") if parsed.value else ""
    path = given or f"{manifest_directory(manifest)}/buildspec.yml"
    is_missing = is_workspace_file(path) and not WorkspaceFiles(workspace.root).exists(path)
    return path if is_missing else ""


def application_name(file: SourceFile) -> str:
    """Return the application in a workspace's marker file, or an empty text if it can't be read."""
    parsed = parse(file)
    return Reader(parsed.value).text("application") if parsed.value else ""


def builds_windows(file: SourceFile) -> bool:
    """Return whether a workload's manifest uses a Windows container, in any environment."""
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
    """Return the application in a workspace's marker file, or an empty text if it can't be read."""
    try:
        return application_name(read_source(workspace.marker)) if workspace else ""
    except UnreadableFileError:
        return ""
