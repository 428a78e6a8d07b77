"""How to reach an account: the same options as the AWS CLI's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """Empty texts leave a choice to the environment and the profile, as in the AWS CLI.

    Roles, web identities and single sign-on come with the profile. `connect_timeout` and `read_timeout` are
    seconds for one attempt of one call.
    """

    profile: str = ""
    region: str = ""
    endpoint_url: str = ""
    connect_timeout: float = 10
    read_timeout: float = 30
