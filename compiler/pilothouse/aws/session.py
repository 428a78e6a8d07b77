"""A boto3 session: the door to every service, created once per run."""

from __future__ import annotations

import os
from threading import Lock
from typing import Any

import boto3
import botocore.session
from botocore.config import Config

from pilothouse import __version__
from pilothouse.aws.access import Access
from pilothouse.aws.answer import CheckedParserFactory
from pilothouse.aws.fault import AwsError, Fault
from pilothouse.aws.service import Service
from pilothouse.aws.translate import BOTO_ERRORS, Attempt, translate

_TRIES = 5


class Session:
    """Creates services. Safe to share between threads: boto3's sessions aren't, its clients are."""

    def __init__(self, boto_session: Any, access: Access, region: str) -> None:
        self.region = region
        self._boto_session = boto_session
        self._access = access
        self._clients: dict[tuple[str, str], Any] = {}
        self._making = Lock()

    def service(self, name: str, region: str = "") -> Service:
        """Return a service in a region, by default the session's own; its first call opens it."""
        return Service(lambda: self._client(name, region or self.region), name, self._access.profile)

    def _client(self, name: str, region: str) -> Any:
        """Create a client, or return the existing one. Raises AwsError."""
        with self._making:
            if (name, region) not in self._clients:
                self._clients[name, region] = self._make(name, region)
            return self._clients[name, region]

    def _make(self, name: str, region: str) -> Any:
        try:
            return self._boto_session.client(
                name,
                region_name=region,
                endpoint_url=self._access.endpoint_url or None,
                config=_config(self._access),
            )
        except (*BOTO_ERRORS, ValueError) as error:  # ValueError: an endpoint that isn't a URL
            raise translate(
                error, Attempt(f"open {name} in {region}", profile=self._access.profile)
            ) from error


def checked_session(**settings: str | None) -> Any:
    """Create a boto3 session whose clients reject answers that aren't from AWS. Raises BOTO_ERRORS."""
    core = botocore.session.get_session()
    core.register_component("response_parser_factory", CheckedParserFactory())
    return boto3.Session(botocore_session=core, **settings)


def open_session(access: Access) -> Session:
    """Open a session. Raises AwsError without a region, or if the profile or settings are not valid."""
    try:
        boto_session = checked_session(profile_name=access.profile or None)
        region = _region(access, boto_session.region_name or "")
    except BOTO_ERRORS as error:
        raise translate(error, Attempt("read the AWS settings", profile=access.profile)) from error
    if not region:
        raise AwsError(
            Fault.INVALID_SETTINGS,
            "choose a region",
            "no region is set",
            help="use --region, set AWS_REGION, or set a region in the profile",
        )
    return Session(boto_session, access, region)


def _region(access: Access, configured: str) -> str:
    """Choose as the AWS CLI does: boto3 itself doesn't read AWS_REGION."""
    environment = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return access.region or environment or configured


def _config(access: Access) -> Config:
    """Set limits; the number of retries is left to the environment if it sets one.

    https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    """
    chosen = "AWS_RETRY_MODE" in os.environ or "AWS_MAX_ATTEMPTS" in os.environ
    limits = Config(
        connect_timeout=access.connect_timeout,
        read_timeout=access.read_timeout,
        user_agent_extra=f"pilothouse/{__version__}",
    )
    return (
        limits if chosen else limits.merge(Config(retries={"mode": "standard", "total_max_attempts": _TRIES}))
    )
