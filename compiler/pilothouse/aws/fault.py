"""AWS errors as one type: what was attempted, AWS's message, and the next step."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """Kinds of faults; `--json` shows their values."""

    NO_LIBRARY = "no-library"
    NO_CREDENTIALS = "no-credentials"
    EXPIRED_CREDENTIALS = "expired-credentials"
    INVALID_CREDENTIALS = "invalid-credentials"
    INVALID_SETTINGS = "invalid-settings"
    ACCESS_DENIED = "access-denied"
    WRONG_ACCOUNT = "wrong-account"
    WRONG_REGION = "wrong-region"
    THROTTLED = "throttled"
    TIMED_OUT = "timed-out"
    UNREACHABLE = "unreachable"
    UNAVAILABLE = "unavailable"
    MALFORMED_ANSWER = "malformed-answer"
    NOT_FOUND = "not-found"
    BUSY = "busy"
    FAILED = "failed"
    REFUSED = "refused"


class AwsError(Exception):
    """AWS, or the connection to it, is at fault: not the manifest.

    `purpose` completes "cannot ..."; `action` is the IAM action (`cloudformation:CreateChangeSet`), empty if
    no call was made; `code` is AWS's own; `help` is the next step.
    """

    def __init__(  # noqa: PLR0913  # the parts of one message
        self,
        fault: Fault,
        purpose: str,
        message: str,
        *,
        help: str = "",
        action: str = "",
        code: str = "",
        request_id: str = "",
    ) -> None:
        super().__init__(f"cannot {purpose}: {message}")
        self.fault = fault
        self.purpose = purpose
        self.message = message
        self.help = help
        self.action = action
        self.code = code
        self.request_id = request_id

    def __str__(self) -> str:
        """Format the message, its call, and the next step, each on a separate line."""
        lines = [f"cannot {self.purpose}: {self.message}"]
        if self.action:
            request = f", request {self.request_id}" if self.request_id else ""
            lines.append(f"  call: {self.action}{request}")
        if self.help:
            lines.append(f"  help: {self.help}")
        return "\n".join(lines)
