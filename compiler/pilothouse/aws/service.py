"""One service in one region: its calls, with their errors translated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore import xform_name

from pilothouse.aws.answer import Answer
from pilothouse.aws.translate import BOTO_ERRORS, Attempt, translate

_IAM_PREFIXES = {"resourcegroupstaggingapi": "tag"}
"""Services whose IAM actions have another prefix than the client's name."""


@dataclass(frozen=True, slots=True)
class Service:
    """A boto3 client behind two methods. Answers have botocore's form; adapters give them types.

    `open_client` returns the client, the same one each time, and is called with the first call. `profile` is
    the requested one, empty if there is none.
    """

    open_client: Callable[[], Any]
    name: str
    profile: str = ""

    @property
    def endpoint(self) -> str:
        """The URL that calls go to."""
        return str(self.open_client().meta.endpoint_url)

    def call(self, purpose: str, operation: str, **parameters: object) -> Answer:
        """Call an operation by its API name (`DescribeStacks`).

        Raises AwsError, also when a missing field of the answer is read; `purpose` completes "cannot ...".
        """
        action = self._action(operation)
        try:
            answer: dict[str, Any] = getattr(self.open_client(), xform_name(operation))(**parameters)
        except BOTO_ERRORS as error:
            raise translate(error, Attempt(purpose, action, self.profile)) from error
        return Answer(answer, purpose, action)

    def pages(
        self, purpose: str, operation: str, token: str = "NextToken", **parameters: object
    ) -> Iterator[Answer]:
        """Call an operation until there are no more pages; `token` is the page mark in request and answer."""
        answer = self.call(purpose, operation, **parameters)
        yield answer
        while mark := answer.get(token):
            answer = self.call(purpose, operation, **parameters, **{token: mark})
            if answer.get(token) == mark:
                raise answer.malformed(f"its {token} repeats the same page")
            yield answer

    def _action(self, operation: str) -> str:
        return f"{_IAM_PREFIXES.get(self.name, self.name)}:{operation}"
