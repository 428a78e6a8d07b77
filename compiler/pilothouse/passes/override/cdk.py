"""Override a template with a CDK app, run as Copilot runs it.

Source: internal/pkg/override/cdk.go of Copilot 1.34.1. It installs the app's packages, writes the template to
`.build/in.yml`, takes the output of `cdk synth`, and removes what only a bootstrapped CDK stack needs.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from pilothouse.ir.override import Override
from pilothouse.passes.override.program import Program, ProgramError
from pilothouse.workspace.paths import real_path
from pilothouse.workspace.programs import find_program

INSTALL_LIMIT = 600.0
SYNTH_LIMIT = 300.0
"""Seconds."""
_LOCK_FILES = {"npm": "package-lock.json", "yarn": "yarn.lock"}
_LEVELS = 5
"""How many folders upwards Copilot looks for a lock file; from the app's folder it gets to the workspace."""
_SECTIONS = (
    "AWSTemplateFormatVersion",
    "Description",
    "Metadata",
    "Parameters",
    "Mappings",
    "Conditions",
    "Transform",
    "Resources",
    "Outputs",
)
"""The sections kept of CDK's template. `Rules` is dropped: it only checks CDK's bootstrap version."""


def synthesize(template: dict[str, Any], by: Override, application: str) -> str:
    """Return the YAML that the app makes of a template. Raises ProgramError."""
    manager = package_manager(by.folder)
    environment = {"CDK_DISABLE_CLI_TELEMETRY": "true", **os.environ, "COPILOT_APPLICATION_NAME": application}
    install = [manager, "install"]
    Program(f"`{Path(manager).stem} install`", install, by.folder, environment, INSTALL_LIMIT).run()
    cdk = shutil.which("cdk", path=str(real_path(by.folder) / "node_modules" / ".bin"))
    if cdk is None:
        message = "the app's packages do not include `cdk`"
        raise ProgramError(message, 'add "aws-cdk" to the devDependencies of its package.json')
    _write_input(by.folder / ".build", template)
    synth = [cdk, "synth", "--no-version-reporting"]
    return Program("`cdk synth`", synth, by.folder, environment, SYNTH_LIMIT).run()


def package_manager(folder: Path) -> str:
    """Return the path of npm or yarn: the installed one, or the one of the nearest lock file if both are."""
    found = {name: path for name in _LOCK_FILES if (path := find_program(name))}
    if not found:
        message = "neither npm nor yarn is installed; a CDK app needs one of them"
        raise ProgramError(message, "install Node.js, which includes npm")
    here = real_path(folder)
    for place in (here, *here.parents)[:_LEVELS]:
        for name, path in found.items():
            if (place / _LOCK_FILES[name]).is_file():
                return path
    return next(iter(found.values()))


def cleaned(template: dict[str, Any]) -> dict[str, Any]:
    """Remove what CDK added for itself, and mark the description as Copilot does."""
    parameters = template.get("Parameters") or {}
    if isinstance(parameters, dict):  # later checks report anything else
        parameters = {name: value for name, value in parameters.items() if name != "BootstrapVersion"}
    description = str(template.get("Description") or "").removesuffix(".")
    whole = {
        **template,
        "Description": f"{description} using AWS Copilot and CDK.",
        "Parameters": parameters,
    }
    return {name: whole[name] for name in _SECTIONS if whole.get(name)}


def _write_input(folder: Path, template: dict[str, Any]) -> None:
    """Write the template where the app reads it, as JSON, which is also YAML."""
    try:
        folder.mkdir(exist_ok=True)
        (folder / "in.yml").write_text(json.dumps(template, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise ProgramError(f"{folder.name}/in.yml cannot be written: {error.strerror}") from error
