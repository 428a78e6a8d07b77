"""What `init` writes: ours means what the client's means, to both compilers."""

import pytest

from tests.conformance.judge import unexplained
from tests.conformance.laboratory import Laboratory
from tests.conformance.manifest import Wish
from tests.conformance.worlds import SMALL, WIDE
from tests.emulator import World

GITHUB = "https://github.com/owner/repo"
BITBUCKET = "https://bitbucket.org/owner/repo"
CODECOMMIT = "https://git-codecommit.us-west-2.amazonaws.com/v1/repos/repo"


@pytest.mark.parametrize(
    ("wish", "world"),
    [
        (Wish("release", "workloads", GITHUB, "main", ("test", "prod")), SMALL),
        (Wish("release", "environments", GITHUB, "main", ("prod",)), SMALL),
        (Wish("rel-2", "workloads", BITBUCKET, "feature/x", ("qa-2", "test", "prod")), WIDE),
        (Wish("rel-2", "environments", CODECOMMIT, "main", ("staging-eu", "test")), WIDE),
    ],
    ids=lambda value: value.kind if isinstance(value, Wish) else value.application,
)
def test_a_new_pipeline(wish: Wish, world: World, laboratory: Laboratory) -> None:
    theirs, ours = laboratory.begin(wish, world)
    heard = [laboratory.hear(manifest, world) for manifest in (theirs, ours)]
    assert [unexplained(case) for case in heard] == [[], []]
    assert heard[0].differences == heard[1].differences == ()
    assert heard[0].their_template == heard[1].their_template is not None
