"""What a deployment came to, as JSON (`docs/commands/deploy.md`)."""

from __future__ import annotations

import json
from dataclasses import asdict

from pilothouse.aws.outcome import Outcome


def deployment_json(outcome: Outcome) -> str:
    """Write an outcome; what isn't known is an empty text."""
    return json.dumps({"version": 1, **asdict(outcome)}, indent=2) + "\n"
