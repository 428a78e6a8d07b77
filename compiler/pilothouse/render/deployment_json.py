"""The result of a deployment as JSON (`docs/commands/deploy.md`)."""

from __future__ import annotations

from dataclasses import asdict

from pilothouse.aws.outcome import Outcome
from pilothouse.render.escape import json_text


def deployment_json(outcome: Outcome) -> str:
    """Write an outcome; unknown values are empty texts."""
    return json_text({"version": 1, **asdict(outcome)})
