"""Git remotes in the forms that Copilot reads."""

import pytest

from pilothouse.ir.manifest import Provider
from pilothouse.scaffold.repository import Recognised, recognise

CONSOLE = "codesuite/codecommit/repositories/web/browse"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("git@github.com:acme/web.git", Recognised(Provider.GITHUB, "https://github.com/acme/web", "web")),
        ("acme/web", Recognised(Provider.GITHUB, "https://github.com/acme/web", "web")),
        (
            "git@bitbucket.org:acme/web",
            Recognised(Provider.BITBUCKET, "https://bitbucket.org/acme/web", "web"),
        ),
        (
            "https://git-codecommit.us-gov-west-1.amazonaws.com/v1/repos/web",
            Recognised(
                Provider.CODECOMMIT, f"https://us-gov-west-1.console.amazonaws-us-gov.com/{CONSOLE}", "web"
            ),
        ),
        (
            "ssh://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/web",
            Recognised(Provider.CODECOMMIT, f"https://cn-north-1.console.amazonaws.cn/{CONSOLE}", "web"),
        ),
        (
            "codecommit://web",
            Recognised(Provider.CODECOMMIT, f"https://eu-west-1.console.aws.amazon.com/{CONSOLE}", "web"),
        ),
        ("https://gitlab.com/acme/web.git", None),
        ("/srv/git/web.git", None),
    ],
)
def test_a_url_names_a_repository(url: str, expected: Recognised | None) -> None:
    assert recognise(url, "eu-west-1") == expected
