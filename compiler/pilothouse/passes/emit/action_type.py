"""The type of an action."""

from __future__ import annotations

from troposphere import codepipeline


class ActionTypeId(codepipeline.ActionTypeId):  # type: ignore[misc]  # troposphere has no types
    """An action type whose version is the number 1, as in Copilot's templates."""

    props = {**codepipeline.ActionTypeId.props, "Version": (int, True)}  # noqa: RUF012
