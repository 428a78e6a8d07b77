"""How to reach an account: what the AWS CLI takes by its options of the same names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """Empty texts leave a choice to the environment and the profile, as the AWS CLI does.

    Roles, web identities and single sign-on come with the profile. `connect_timeout` and `read_timeout` are
    seconds for one try of one call.
    """

    profile: str = ""
    region: str = ""
    endpoint_url: str = ""
    connect_timeout: float = 10
    read_timeout: float = 30
